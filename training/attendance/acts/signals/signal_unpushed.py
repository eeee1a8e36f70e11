from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.late import Fate
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Signal
from training.attendance.views.signal_rows import signal_row
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution


def signal_unpushed(
    session: Session, institution: Institution, kept: Iterable[tuple[PunchRow, Fate]], *, now: datetime
) -> None:
    """What a file holds although the machine, in touch then, never pushed it: once for a machine and day."""
    first: dict[tuple[str, date], datetime] = {}
    for row, fate in kept:
        if fate.is_odd:
            first.setdefault((row.device, shanghai_day(row.punched_at)), row.punched_at)
    if not first:
        return
    devices = list(session.scalars(select(Device).where(Device.institution_id == institution.id)))
    record_signals(
        session,
        [
            signal_row(device, (Signal.NOT_PUSHED, str(day)), at, _evidence(day), now)
            for (name, day), at in first.items()
            for device in _of_name(devices, name)
        ],
    )


def _of_name(devices: Sequence[Device], name: str) -> list[Device]:
    """Where no machine bears the name, or none is told, it may be any of those in use."""
    named = [each for each in devices if name and name in (each.name, each.number)]
    return named or [each for each in devices if each.is_active]


def _evidence(day: date) -> str:
    return f"文件里有 {day} 的打卡，考勤机当时在线，却没有推送过；这些打卡待确认，没有计入"
