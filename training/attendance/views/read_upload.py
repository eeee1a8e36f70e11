"""What a machine sent in one body, read before anybody waits for the database."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from training.attendance.sheets.packed import BadPack, unpack
from training.attendance.sheets.push_fields import printable
from training.attendance.sheets.pushed import Pushed, UnreadPush
from training.attendance.sheets.pushes import read_push
from training.records.attendance.devices import Device


@dataclass(frozen=True)
class Upload:
    """One body as it came, of which table of the machine, and when; and what it says."""

    table_name: str
    body: bytes
    sha256: str
    pushed: Pushed
    received_at: datetime
    address: str = ""
    """Of the network that it came from."""
    stamp: int | None = None
    """戳记: how far the machine says that it has handed in its punches; None where it says nothing."""
    is_proven: bool = True
    """Whether who sent it has shown that it is the machine; else its punches wait."""


@dataclass(frozen=True)
class Sent:
    """A body as it came over the network: of which table, how it is packed, by whom, and from where."""

    table: str
    body: bytes
    encoding: str = ""
    address: str = ""
    stamp: int | None = None
    is_proven: bool = True


def read_upload(device: Device, sent: Sent, received_at: datetime) -> Upload:
    """Read the body before the transaction begins: nobody else should wait for that.

    A body that cannot be unpacked is kept as it came, as one line that nobody can read.
    """
    name = printable(sent.table).upper()
    came, origin = sha256(sent.body).hexdigest(), (sent.address, sent.stamp, sent.is_proven)
    try:
        body = unpack(sent.body, sent.encoding)
    except BadPack:
        pushed = Pushed(unread=[UnreadPush(1, sent.body, "压缩的内容拆不开")])
        return Upload(name, sent.body, came, pushed, received_at, *origin)
    return Upload(name, body, came, read_push(name, body, device.name), received_at, *origin)
