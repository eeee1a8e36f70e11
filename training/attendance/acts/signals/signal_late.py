from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.late import Fate
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Signal
from training.attendance.views.signal_rows import signal_row
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device


def signal_late(
    session: Session, device: Device, kept: Iterable[tuple[PunchRow, Fate]], *, now: datetime
) -> None:
    """What counts although it is late, because the machine was silent then: once for a machine and day."""
    first: dict[date, datetime] = {}
    for row, fate in kept:
        if fate.is_odd:
            first.setdefault(shanghai_day(row.punched_at), row.punched_at)
    evidence = "{} 的打卡到 {} 才送到；考勤机当时没有联网，已计入，请核实"
    record_signals(
        session,
        [
            signal_row(device, (Signal.CAME_LATE, str(day)), at, evidence.format(day, shanghai_day(now)), now)
            for day, at in first.items()
        ],
    )
