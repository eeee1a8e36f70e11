from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select
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
    names = {name for name, _ in first}
    own = select(Device).where(Device.institution_id == institution.id)
    devices = list(session.scalars(own.where(or_(Device.name.in_(names), Device.number.in_(names)))))
    record_signals(
        session,
        [
            signal_row(device, (Signal.NOT_PUSHED, str(day)), at, _evidence(day), now)
            for (name, day), at in first.items()
            for device in devices
            if name in (device.name, device.number)
        ],
    )


def _evidence(day: date) -> str:
    return f"文件里有 {day} 的打卡，考勤机当时在线，却没有推送过；这些打卡待确认，没有计入"
