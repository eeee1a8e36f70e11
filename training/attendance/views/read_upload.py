"""What a machine sent in one body, read before anybody waits for the database."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from training.attendance.sheets.push_fields import printable
from training.attendance.sheets.pushes import Pushed, read_push
from training.records.attendance.devices import Device


@dataclass(frozen=True)
class Upload:
    """One body as it came, of which table of the machine, and when; and what it says."""

    table_name: str
    body: bytes
    sha256: str
    pushed: Pushed
    received_at: datetime


def read_upload(device: Device, table: str, body: bytes, received_at: datetime) -> Upload:
    """Read the body before the transaction begins: nobody else should wait for that."""
    name = printable(table).upper()
    pushed = read_push(name, body, device.name)
    return Upload(name, body, sha256(body).hexdigest(), pushed, received_at)
