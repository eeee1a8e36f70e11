"""How a machine shall push, in the words of its protocol (pure)."""

from hashlib import sha256

# Not asked for: AttPhoto, EnrollFP, ChgFP, FACE, UserPic, BioPhoto. Faces and fingers stay in the machine.
SENDS = "TransFlag=TransData AttLog\tOpLog\tEnrollUser\tChgUser"
ACCESS = (
    "ServerVersion=3.1.2",
    "ServerName=chaban",
    "PushVersion=3.1.2",
    "ErrorDelay=30",
    "RequestDelay=10",
    "TransTimes=00:00\t14:05",
    "TransInterval=1",
    # What passed while there was no network, and who is known to the machine; no pictures and no templates.
    "TransTables=User\tTransaction",
    "Realtime=1",
    "TimeoutSec=10",
)
COMMON = (
    "ErrorDelay=30",
    "Delay=10",
    "TransTimes=00:00;14:05",
    "TransInterval=1",
    # Without it the machine would shift its clock by hours.
    "TimeZone=8",
    "Realtime=1",
    # No PushProtVer: with 2.4.0 or later the machine would ask for an exchange of keys.
    "Encrypt=None",
)
NEW = ("ATTLOGStamp=None", "OPERLOGStamp=9999", "ATTPHOTOStamp=None", SENDS)
OLD = ("Stamp=9999", "OpStamp=9999", "PhotoStamp=9999", "TransFlag=1100101000")


def device_options(serial: str, *, speaks_pushver: bool) -> str:
    """The answer to a handshake; firmware that names no version of the protocol reads the older words."""
    own = NEW if speaks_pushver else OLD
    return "\n".join((f"GET OPTION FROM: {serial}", *own, *COMMON)) + "\n"


def registry_code(serial: str) -> str:
    """What a machine in access-control mode brings with it from then on; nothing is trusted for it."""
    return sha256(f"chaban {serial}".encode()).hexdigest()[:16]


def access_settings(serial: str) -> str:
    """How a machine in access-control mode shall push, in the words of that protocol."""
    return "\n".join((*ACCESS, f"SessionID={registry_code(serial)}")) + "\n"


def access_options(serial: str) -> str:
    """The answer to its handshake once it has registered."""
    return f"registry=ok\nRegistryCode={registry_code(serial)}\n{access_settings(serial)}"
