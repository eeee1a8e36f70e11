"""What a machine sent in one body, read before anybody waits for the database."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.sheets.packed import BadPack, unpack
from training.attendance.sheets.push_fields import printable
from training.attendance.sheets.pushed import Pushed, UnreadPush
from training.attendance.sheets.pushes import read_push
from training.notice.policy import Policy
from training.records.attendance.devices import Device, DeviceUpload
from training.sheets.hand_in import HandedFile

# Whoever stores a part makes all others wait for it: a tenth of a second, and not the whole body's ten.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Upload:
    """One body as it came, of which table of the machine, and when; and what it says."""

    table_name: str
    body: bytes
    sha256: str
    pushed: Pushed
    received_at: datetime
    is_proven: bool = field(kw_only=True)
    """Whether who sent it has shown that it is the machine; else its punches wait."""
    address: str = ""
    """Of the network that it came from."""
    stamp: int | None = None
    """戳记: how far the machine says that it has handed in its punches; None where it says nothing."""
    lines_before: int = 0
    """Of the parts that were stored before this one, where a body is taken in parts."""

    @property
    def lines(self) -> int:
        return self.lines_before + self.pushed.lines

    @property
    def file(self) -> HandedFile:
        """As the batches of its punches name it."""
        return HandedFile(self.table_name, self.sha256, "考勤机", self.received_at)

    def parts(self, most: int = MOST_AT_ONCE) -> "list[Upload]":
        """The same in parts of so many punches, in order; the last one brings all that is no punch."""
        punches = self.pushed.punches
        begins = list(range(0, len(punches), most)) or [0]
        *early, last = begins
        parts = [replace(self, pushed=Pushed(punches[begin : begin + most])) for begin in early]
        rest = replace(self.pushed, punches=punches[last:])
        return [*parts, replace(self, pushed=rest, lines_before=last)]


@dataclass(frozen=True)
class Sent:
    """A body as it came over the network: of which table, how it is packed, by whom, and from where."""

    table: str
    body: bytes
    encoding: str = ""
    address: str = ""
    stamp: int | None = None
    is_proven: bool = field(kw_only=True)


def read_upload(device: Device, sent: Sent, received_at: datetime) -> Upload:
    """Read the body before the transaction begins: nobody else should wait for that.

    A body that cannot be unpacked is kept as it came, as one line that nobody can read.
    """
    name = printable(sent.table).upper()
    try:
        body = unpack(sent.body, sent.encoding)
        pushed = read_push(name, body, device.name)
    except BadPack:
        body, pushed = sent.body, Pushed(unread=[UnreadPush(1, sent.body, "压缩的内容拆不开")])
    digest = sha256(sent.body).hexdigest()
    came = Upload(name, body, digest, pushed, received_at, is_proven=sent.is_proven)
    return replace(came, address=sent.address, stamp=sent.stamp)


def same_upload(session: Session, device: Device, upload: Upload) -> DeviceUpload | None:
    """The one of the same bytes."""
    same = select(DeviceUpload).where(
        DeviceUpload.device_id == device.id,
        DeviceUpload.table_name == upload.table_name,
        DeviceUpload.sha256 == upload.sha256,
    )
    return session.scalars(same.options(defer(DeviceUpload.body))).one_or_none()


def is_known_upload(same: DeviceUpload | None, upload: Upload, policy: Policy) -> bool:
    """Whether these very bytes were taken in whole before, by as good a proof of who sent them.

    Not where a time in them was not possible then by our own clock, and may be by now.
    """
    if same is None or (upload.is_proven and not same.is_proven):
        return False
    return not any(
        clock_is_wrong(each.punched_at, same.received_at, policy)
        and not clock_is_wrong(each.punched_at, upload.received_at, policy)
        for each in upload.pushed.punches
    )
