"""A line of a machine that nobody could read, as it is shown."""

from dataclasses import dataclass

from training.notice.clock import SHANGHAI
from training.records.attendance.devices import UnreadLine

MOST_BYTES = 160


@dataclass(frozen=True)
class UnreadRow:
    """One line: which machine, where it stands, when it came, why nobody reads it, what it says."""

    machine: str
    place: str
    came: str
    table: str
    reason: str
    content: str


def unread_row(line: UnreadLine) -> UnreadRow:
    """What cannot be printed is shown as a dot, and a long line is cut: the whole of it is kept."""
    device, upload = line.upload.device, line.upload
    text = line.raw[:MOST_BYTES].decode("gb18030", "replace")
    return UnreadRow(
        machine=device.serial,
        place=f"{device.institution.name} {device.class_room}",
        came=f"{upload.received_at.astimezone(SHANGHAI):%m月%d日 %H:%M}",
        table=upload.table_name or "—",
        reason=line.reason,
        content="".join(letter if letter.isprintable() else "·" for letter in text),
    )
