"""Leave and signals of a class as its tabs show them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from training.classes.rules.online_theory import OnlineTheory
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.records.attendance.devices import FraudSignal
from training.records.attendance.leave import LeaveOfAbsence
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, short_moment, weekday


@dataclass(frozen=True)
class LeaveLine:
    """One leave; `revoked` says who took it back and why, empty while it stands."""

    key: int
    day: str
    part: str
    name: str
    reason: str
    approved: str
    revoked: str


def leave_lines(staff: Staff, leaves: Sequence[LeaveOfAbsence], now: datetime) -> list[LeaveLine]:
    """In the order given."""
    return [_line(staff, each, now) for each in leaves]


def signal_lines(found: Sequence[FraudSignal], now: datetime) -> list[tuple[str, str, str, str]]:
    """When, what, where, by what it shows; the latest first."""
    return [
        (
            short_moment(each.happened_at, now),
            each.kind.value,
            f"{each.device.serial}（{each.device.class_room}）" if each.device else "—",
            each.evidence,
        )
        for each in reversed(found)
    ]


def theory_words(theory: OnlineTheory) -> str:
    """How much, of how much, and the share that asks for a reason."""
    planned, prescribed = hours(theory.planned_halves), hours(theory.prescribed_halves)
    return f"线上理论 {planned} 课时，总课时 {prescribed}，超过 {theory.most_percent}%，要写明理由。"


def _line(staff: Staff, own: LeaveOfAbsence, now: datetime) -> LeaveLine:
    back = own.revocation
    return LeaveLine(
        own.id,
        f"{short_day(own.held_on, shanghai_day(now))} 周{weekday(own.held_on)}",
        own.part.value,
        name_for(staff, own.enrolment.trainee.name),
        own.reason,
        f"{own.approved_by} {short_moment(own.approved_at, now)}",
        f"{back.revoked_by} {short_moment(back.revoked_at, now)}：{back.reason}" if back else "",
    )
