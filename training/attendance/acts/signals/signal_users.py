from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.device_signals import (
    is_chinese,
    may_be,
)
from training.attendance.sheets.pushed import PushedUser
from training.attendance.terms import Signal
from training.attendance.views.signal_rows import signal_row, whose_signal
from training.attendance.views.whose_number import Holder, holders_of
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device, DeviceUser


def signal_users(session: Session, device: Device, users: Sequence[PushedUser], *, now: datetime) -> None:
    """The names behind the numbers: another than before, or another than the roster's."""
    if not users:
        return
    known = _names_told(session, device)
    holders = holders_of(session, device, {each.number for each in users}, shanghai_day(now))
    for user in users:
        before = known.get(user.number)
        if user.name and (before is None or before.name != user.name):
            told = DeviceUser(device_id=device.id, number=user.number, name=user.name, told_at=now)
            session.add(told)
            known[user.number] = told
            record_signals(session, _of_name(device, user, before, holders.get(user.number), now))


def _names_told(session: Session, device: Device) -> dict[str, DeviceUser]:
    """The last name of each number."""
    told = select(DeviceUser).where(DeviceUser.device_id == device.id).order_by(DeviceUser.id)
    return {each.number: each for each in session.scalars(told)}


def _of_name(
    device: Device, user: PushedUser, before: DeviceUser | None, holder: Holder | None, now: datetime
) -> list[dict[str, Any]]:
    if holder is None:
        return []
    if before is not None and shanghai_day(before.told_at) >= holder.since:
        evidence = f"考勤号 {user.number} 的机内姓名由“{before.name}”改为“{user.name}”"
    elif is_chinese(user.name) and not may_be(user.name, holder.name):
        evidence = f"考勤号 {user.number} 的机内姓名“{user.name}”与名册的“{holder.name}”不同"
    else:
        return []
    cause = (Signal.RENAMED, f"{user.number}:{now.timestamp():.0f}:{user.line}")
    return [signal_row(device, cause, now, evidence, now) | whose_signal(holder)]
