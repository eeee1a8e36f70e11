"""Record what looks like fraud on a machine, each cause once (R43)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.device_signals import (
    OF_A_NUMBER,
    OF_THE_MACHINE,
    SameMoment,
    is_chinese,
    may_be,
    same_moments,
    shows_no_face,
    verified_by,
)
from training.attendance.sheets.punches import PunchRow
from training.attendance.sheets.pushes import Operation, PushedUser
from training.attendance.views.whose_number import Holder, holders_of
from training.database import insert_new
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.policy import Policy
from training.notice.terms import Signal
from training.records.attendance.devices import Device, DeviceUser, FraudSignal
from training.records.attendance.punches import Punch

SHOWN_NUMBERS = 20


def signal_drift(session: Session, device: Device, drift: timedelta, *, now: datetime) -> None:
    """Once a day while it lasts."""
    minutes = max(1, round(abs(drift) / timedelta(minutes=1)))
    way = "快" if drift > timedelta() else "慢"
    cause = (Signal.CLOCK_DRIFT, str(shanghai_day(now)))
    _record(session, [_row(device, cause, now, f"考勤机时钟{way}约 {minutes} 分钟", now)])


def signal_punches(
    session: Session, device: Device, punches: Sequence[PunchRow], policy: Policy, *, now: datetime
) -> None:
    """Punches without a face, and of more people at one moment than a machine can look at."""
    found = _of_no_face(session, device, punches, now)
    moments = same_moments(_with_neighbours(session, device, punches, policy), policy)
    found += [_of_moment(session, device, each, policy, now) for each in moments]
    _record(session, found)


def signal_operations(
    session: Session, device: Device, operations: Iterable[Operation], *, now: datetime
) -> None:
    """What was done at the machine itself: its clock, its records, the faces behind its numbers."""
    found = [
        *(_of_machine(device, each, now) for each in operations if each.code in OF_THE_MACHINE),
        *(_of_number(session, device, each, now) for each in operations if each.code in OF_A_NUMBER),
    ]
    _record(session, [row for row in found if row])


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
            _record(session, _of_name(device, user, before, holders.get(user.number), now))


def _of_no_face(
    session: Session, device: Device, punches: Sequence[PunchRow], now: datetime
) -> list[dict[str, Any]]:
    """One for each number and day: a machine that only takes fingers would tell of every punch."""
    first: dict[date, dict[str, PunchRow]] = defaultdict(dict)
    for punch in punches:
        if shows_no_face(punch.verify):
            first[shanghai_day(punch.punched_at)].setdefault(punch.number, punch)
    found = []
    for day, by_number in first.items():
        holders = holders_of(session, device, by_number.keys(), day)
        for number, punch in by_number.items():
            evidence = f"考勤号 {number} 用{verified_by(punch.verify)}打卡，没有刷脸"
            row = _row(device, (Signal.NOT_A_FACE, f"{number}:{day}"), punch.punched_at, evidence, now)
            found.append(row | _whose(holders.get(number)))
    return found


def _with_neighbours(
    session: Session, device: Device, punches: Sequence[PunchRow], policy: Policy
) -> list[tuple[datetime, str]]:
    """With those that came a moment earlier or later in other uploads: a live machine sends one by one."""
    if not punches:
        return []
    moments = [each.punched_at for each in punches]
    first, last = min(moments) - policy.same_moment, max(moments) + policy.same_moment
    near = select(Punch.punched_at, Punch.number).where(
        Punch.institution_id == device.institution_id,
        Punch.device == device.name,
        Punch.punched_at.between(first, last),
    )
    return [(at, number) for at, number in session.execute(near)]


def _of_moment(
    session: Session, device: Device, moment: SameMoment, policy: Policy, now: datetime
) -> dict[str, Any]:
    holders = holders_of(session, device, moment.numbers[:SHOWN_NUMBERS], shanghai_day(moment.begins))
    shown = "、".join(moment.numbers[:SHOWN_NUMBERS])
    evidence = f"{policy.same_moment_seconds} 秒内 {len(moment.numbers)} 人打卡，考勤号 {shown}"
    cause = (Signal.SAME_MOMENT, f"{moment.begins.timestamp():.0f}")
    row = _row(device, cause, moment.begins, evidence, now)
    return row | {"class_id": next((each.class_id for each in holders.values()), None)}


def _of_machine(device: Device, operation: Operation, now: datetime) -> dict[str, Any]:
    kind = OF_THE_MACHINE[operation.code]
    evidence = f"有人在考勤机上操作：{kind}（代码 {operation.code}，操作员 {operation.operator or '未知'}）"
    return _row(device, (kind, _cause(operation)), operation.at, evidence, now)


def _of_number(
    session: Session, device: Device, operation: Operation, now: datetime
) -> dict[str, Any] | None:
    """Enrolling is no wonder on the first day, but with punches behind it somebody else may be meant now."""
    holder = holders_of(session, device, [operation.about], shanghai_day(operation.at)).get(operation.about)
    if holder is None or not _has_punched(session, device, operation, holder.since):
        return None
    kind = OF_A_NUMBER[operation.code]
    evidence = f"考勤号 {operation.about} 打过卡之后又在考勤机上{kind}（代码 {operation.code}）"
    return _row(device, (kind, _cause(operation)), operation.at, evidence, now) | _whose(holder)


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
    return [_row(device, cause, now, evidence, now) | _whose(holder)]


def _row(
    device: Device, cause: tuple[Signal, str], happened_at: datetime, evidence: str, now: datetime
) -> dict[str, Any]:
    kind, key = cause
    return {
        "dedupe_key": f"{kind.name}:{device.id}:{key}",
        "kind": kind,
        "device_id": device.id,
        "class_id": None,
        "enrolment_id": None,
        "happened_at": happened_at,
        "evidence": evidence[:255],
        "recorded_at": now,
    }


def _whose(holder: Holder | None) -> dict[str, Any]:
    return {"class_id": holder.class_id, "enrolment_id": holder.enrolment_id} if holder else {}


def _record(session: Session, rows: list[dict[str, Any]]) -> None:
    insert_new(session, FraudSignal, rows)
