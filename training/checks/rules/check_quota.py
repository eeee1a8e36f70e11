"""How many spot checks each level owes a class, and how much time is left (R40, R41)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from training.classes.rules.kinds import asks_its_people
from training.notice.policy import Policy
from training.notice.terms import ClassKind

MOST_HALVES = 10**6
"""No class is so long."""


@dataclass(frozen=True, slots=True)
class CheckableClass:
    """What of a class decides its checks; hours in half class hours."""

    kind: ClassKind
    is_key_group: bool
    prescribed_halves: int
    ends_on: date


@dataclass(frozen=True, slots=True)
class Quota:
    """The checks of one level in one class."""

    required: int
    done: int
    days_left: int
    """Until the last day of the class, which is 0; below 0 it has ended."""
    alert_days: int

    @property
    def owed(self) -> int:
        return max(self.required - self.done, 0)

    @property
    def is_urgent(self) -> bool:
        """The class ends soon, or has ended, with checks missing."""
        return self.owed > 0 and self.days_left <= self.alert_days


def quota_of(own: CheckableClass, checked_on: Iterable[date], today: date, policy: Policy) -> Quota:
    """`checked_on` has a day for every check that came to 合格 or 不合格 and was not voided."""
    done = counted_checks(checked_on, policy)
    return Quota(required_checks(own, policy), done, (own.ends_on - today).days, policy.owed_check_alert_days)


def required_checks(own: CheckableClass, policy: Policy) -> int:
    """120课时及以下的就业重点群体补贴制培训班各检查一次，120课时以上各检查两次 (R40, R41)."""
    # 创业培训按相关文件规定执行 (R55).
    if own.kind is ClassKind.STARTUP:
        return 0
    if not own.is_key_group:
        return policy.checks_of_other_class
    is_short = own.prescribed_halves <= 2 * policy.short_class_hours
    return policy.checks_of_short_class if is_short else policy.checks_of_long_class


def kinds_with_checks(policies: Iterable[Policy]) -> frozenset[tuple[ClassKind, bool]]:
    """Kind and 就业重点群体 of every class of which one of these rules may want a check."""
    lengths = (0, MOST_HALVES)
    return frozenset(
        (kind, is_key)
        for policy in policies
        for kind in ClassKind
        for is_key in (True, False)
        if any(required_checks(CheckableClass(kind, is_key, each, date.max), policy) for each in lengths)
    )


def kinds_by_people(policies: Iterable[Policy]) -> frozenset[ClassKind]:
    """The kinds of which a class that was filed as no key group may want a check for its people."""
    wanted = kinds_with_checks(policies)
    return frozenset(kind for kind, is_key in wanted if is_key and asks_its_people(kind, is_key_group=False))


def counted_checks(checked_on: Iterable[date], policy: Policy) -> int:
    """Of several checks on one day only the policy's number counts."""
    return sum(min(count, policy.checks_counted_a_day) for count in Counter(checked_on).values())
