"""Gate 1 of a C1 claim: a filed class of an approved driving school, qualified, not paid for before."""

from dataclasses import dataclass
from datetime import date

from training.attendance.rules.progress import ProgressState
from training.classes.rules.approvals import Approval
from training.errors import NotNow
from training.notice.class_hours import hours
from training.notice.policy import Policy
from training.notice.terms import ClassKind


class NotEligible(NotNow):
    """This training earns no C1 subsidy, or not yet; said before anybody takes a photo of anything."""

    def __init__(self, reasons: tuple[str, ...]):
        super().__init__("".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Training:
    """What of an enrolment decides gate 1; hours in half class hours."""

    kind: ClassKind
    starts_on: date
    approvals: tuple[Approval, ...]
    state: ProgressState
    credited_halves: int
    needed_halves: int
    subsidised_on: date | None = None
    """When an earlier claim of this person for the same trade was approved."""


def reasons_against(training: Training, policy: Policy, today: date) -> tuple[str, ...]:
    """Every reason why this training earns no subsidy, each with what to do; empty when gate 1 is open."""
    checks = (
        _is_c1(training),
        _is_approved(training),
        _is_qualified(training, policy),
        _is_first(training, policy, today),
    )
    return tuple(reason for reason in checks if reason)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _is_c1(training: Training) -> str:
    if training.kind is ClassKind.C1:
        return ""
    return "这个班不是小型汽车驾驶员（C1）培训班，不能申领 C1 补贴。"


def _is_approved(training: Training) -> str:
    """本行政区域内经有关部门核准的汽车驾驶员培训学校，备案后均可组织 (R57)."""
    if any(each.covers(training.starts_on) for each in training.approvals):
        return ""
    return "开班时驾校没有有效的核准备案，不能申领。请联系驾校或旗县区人社部门核对。"


def _is_qualified(training: Training, policy: Policy) -> str:
    if training.state is ProgressState.QUALIFIED:
        return ""
    lacking = hours(training.needed_halves - training.credited_halves)
    start = f"课时还没有合格（达到规定课时的 {policy.qualifying_percent}%），还差 {lacking} 课时。"
    if training.state is ProgressState.CAN_QUALIFY:
        return f"{start}上满后再来申领。"
    return f"{start}如有出入，请联系驾校核对打卡。"


def _is_first(training: Training, policy: Policy, today: date) -> str:
    if training.subsidised_on is None:
        return ""
    again_on = months_after(training.subsidised_on, policy.same_trade_months)
    if today >= again_on:
        return ""
    return (
        f"您同一工种的补贴已在 {training.subsidised_on} 审核通过，"
        f"{policy.same_trade_months} 个月内不能重复享受，{again_on} 起可以再申领。"
    )
