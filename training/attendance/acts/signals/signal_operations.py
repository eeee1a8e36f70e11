from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.device_signals import (
    OF_A_NUMBER,
    OF_THE_MACHINE,
)
from training.attendance.sheets.pushed import Operation
from training.attendance.views.signal_rows import signal_row, whose_signal
from training.attendance.views.whose_number import holders_of
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch


def signal_operations(
    session: Session, device: Device, operations: Iterable[Operation], *, now: datetime
) -> None:
    """What was done at the machine itself: its clock, its records, the faces behind its numbers."""
    found = [
        *(_of_machine(device, each, now) for each in operations if each.code in OF_THE_MACHINE),
        *(_of_number(session, device, each, now) for each in operations if each.code in OF_A_NUMBER),
    ]
    record_signals(session, [row for row in found if row])


def _of_machine(device: Device, operation: Operation, now: datetime) -> dict[str, Any]:
    kind = OF_THE_MACHINE[operation.code]
    evidence = f"有人在考勤机上操作：{kind}（代码 {operation.code}，操作员 {operation.operator or '未知'}）"
    return signal_row(device, (kind, _cause(operation)), operation.at, evidence, now)


def _of_number(
    session: Session, device: Device, operation: Operation, now: datetime
) -> dict[str, Any] | None:
    """Enrolling is no wonder on the first day, but with punches behind it somebody else may be meant now."""
    holder = holders_of(session, device, [operation.about], shanghai_day(operation.at)).get(operation.about)
    if holder is None or not _has_punched(session, device, operation, holder.since):
        return None
    kind = OF_A_NUMBER[operation.code]
    evidence = f"考勤号 {operation.about} 打过卡之后又在考勤机上{kind}（代码 {operation.code}）"
    return signal_row(device, (kind, _cause(operation)), operation.at, evidence, now) | whose_signal(holder)


def _has_punched(session: Session, device: Device, operation: Operation, since: date) -> bool:
    earlier = select(Punch.id).where(
        Punch.institution_id == device.institution_id,
        Punch.number == operation.about,
        Punch.punched_at >= datetime.combine(since, time(), SHANGHAI),
        Punch.punched_at < operation.at,
        Punch.device.in_({device.name, device.number}),
    )
    return session.scalar(earlier.limit(1)) is not None


def _cause(operation: Operation) -> str:
    return f"{operation.code}:{operation.about}:{operation.at.timestamp():.0f}"
