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


@dataclass(frozen=True)
class Sent:
    """A body as it came over the network: of which table, and how it says it is packed."""

    table: str
    body: bytes
    encoding: str = ""


def read_upload(device: Device, sent: Sent, received_at: datetime) -> Upload:
    """Read the body before the transaction begins: nobody else should wait for that.

    A body that cannot be unpacked is kept as it came, as one line that nobody can read.
    """
    name = printable(sent.table).upper()
    came = sha256(sent.body).hexdigest()
    try:
        body = unpack(sent.body, sent.encoding)
    except BadPack:
        pushed = Pushed(unread=[UnreadPush(1, sent.body, "压缩的内容拆不开")])
        return Upload(name, sent.body, came, pushed, received_at)
    return Upload(name, body, came, read_push(name, body, device.name), received_at)
