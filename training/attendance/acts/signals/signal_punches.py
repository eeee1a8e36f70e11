from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.signals.record_signals import record_signals
from training.attendance.rules.alternatives import Approval
from training.attendance.rules.device_signals import (
    SameMoment,
    same_moments,
    shows_no_face,
    verified_by,
)
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Signal
from training.attendance.views.alternatives.approvals_of import approvals_of
from training.attendance.views.signal_rows import signal_row, whose_signal
from training.attendance.views.whose_number import Holder, holders_of
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch

SHOWN_NUMBERS = 20


def signal_punches(
    session: Session, device: Device, punches: Sequence[PunchRow], policy: Policy, *, now: datetime
) -> None:
    """Punches without a face, and of more people at one moment than a machine can look at."""
    found = _of_no_face(session, device, punches, now)
    moments = same_moments(_with_neighbours(session, device, punches, policy), policy)
    found += [_of_moment(session, device, each, policy, now) for each in moments]
    record_signals(session, found)


def _of_no_face(
    session: Session, device: Device, punches: Sequence[PunchRow], now: datetime
) -> list[dict[str, Any]]:
    """One for each number and day: a machine that only takes fingers would tell of every punch.

    None for a punch of somebody who need not show a face then (不刷脸).
    """
    by_day: dict[date, dict[str, list[PunchRow]]] = defaultdict(lambda: defaultdict(list))
    for punch in punches:
        if shows_no_face(punch.verify):
            by_day[shanghai_day(punch.punched_at)][punch.number].append(punch)
    found = []
    for day, by_number in by_day.items():
        holders = holders_of(session, device, by_number.keys(), day)
        approvals = approvals_of(session, [each.enrolment_id for each in holders.values()])
        for number, punch in _unexcused(by_number, holders, approvals):
            evidence = f"考勤号 {number} 用{verified_by(punch.verify)}打卡，没有刷脸"
            row = signal_row(device, (Signal.NOT_A_FACE, f"{number}:{day}"), punch.punched_at, evidence, now)
            found.append(row | whose_signal(holders.get(number)))
    return found


def _unexcused(
    by_number: Mapping[str, Sequence[PunchRow]],
    holders: Mapping[str, Holder],
    approvals: Mapping[int, Sequence[Approval]],
) -> Iterator[tuple[str, PunchRow]]:
    """The first punch of each number that no approval covers."""
    for number, own in by_number.items():
        holder = holders.get(number)
        excuses = approvals.get(holder.enrolment_id, ()) if holder else ()
        for punch in own:
            if not any(each.covers(punch.punched_at) for each in excuses):
                yield number, punch
                break


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
    row = signal_row(device, cause, moment.begins, evidence, now)
    return row | {"class_id": next((each.class_id for each in holders.values()), None)}
