"""How a machine shall push, in the words of its protocol (pure)."""

# Not asked for: AttPhoto, EnrollFP, ChgFP, FACE, UserPic, BioPhoto. Faces and fingers stay in the machine.
SENDS = "TransFlag=TransData AttLog\tOpLog\tEnrollUser\tChgUser"
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
