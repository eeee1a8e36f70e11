"""What speaks against a C1 claim that was approved, before a meeting grants it money (R19, R58); pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from training.claims.rules.c1_training import months_after
from training.eligibility.rules.eligibility import Course, Person, Subsidy, exclusions, had_before, trade_key
from training.eligibility.rules.reasons import SOFT, Reason, news
from training.eligibility.terms import Exclusion
from training.errors import NotNow
from training.notice.policy import Policy
from training.notice.terms import ClassKind

ASKED = frozenset({Exclusion.COMPARED, Exclusion.TOO_MANY})
"""Hours, the licence and the work were looked at by the three gates; age and category C1 does not ask for."""
OVERRIDABLE = SOFT | {Exclusion.TOO_MANY}
"""Of what was found when a claim of before was carried over: so many a year nobody asked for when the meeting
of then granted it. Paid for before was asked for then, too: it is mended, and not overridden."""
MOST_NAMED = 10
WHAT_NEXT = "名单有误的，在“比对名单”里撤回；申领有误的，请市本级发回旗县区重新审核。"


class ClaimExcluded(NotNow):
    """Something speaks against paying for a claim that the meeting is said to have granted."""

    def __init__(self, people: Sequence[tuple[str, str]]):
        named = "".join(f"{name}：{why}" for name, why in people[:MOST_NAMED])
        more = f"等 {len(people)} 人。" if len(people) > MOST_NAMED else ""
        super().__init__(f"不能上会：{named}{more}{WHAT_NEXT}")


def claim_exclusions(person: Person, course: Course, approved_on: date, policy: Policy) -> tuple[Reason, ...]:
    """Every reason against, in the order of the words.

    Paid for before is counted as gate 1 counts: from the day when the other claim was approved to the day
    when this one was, whenever the classes began.
    """
    asked = [each for each in exclusions(person, course, policy) if each.exclusion in ASKED]
    trade = trade_key(course.trade, ClassKind.C1)
    same = [each for each in person.history if each.trade == trade and each.on_day <= approved_on]
    close = [each for each in same if approved_on < months_after(each.on_day, policy.same_trade_months)]
    if not close:
        return tuple(asked)
    last = max(close, key=lambda each: (each.on_day, each.where))
    return (_had(last.where, last.on_day, months_after(last.on_day, policy.same_trade_months)), *asked)


def had_around(
    history: tuple[Subsidy, ...], course: Course, approved_on: date, policy: Policy
) -> tuple[Reason, ...]:
    """What else was paid for while the money of a claim was back: before its approval and after it."""
    many = tuple(each for each in had_before(history, course, policy) if each.exclusion is Exclusion.TOO_MANY)
    trade, months = trade_key(course.trade, ClassKind.C1), policy.same_trade_months
    close = [
        each
        for each in history
        if each.trade == trade
        and approved_on < months_after(each.on_day, months)
        and each.on_day < months_after(approved_on, months)
    ]
    if not close:
        return many
    last = max(close, key=lambda each: (each.on_day, each.where))
    return (_had(last.where, last.on_day, months_after(last.on_day, months)), *many)


def found_then(today: Iterable[Reason], stored: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """What was found when it was carried over and still speaks against it: what was mended since does not."""
    known = {Reason.of_row(each).key for each in stored}
    return tuple(each for each in today if each.key in known)


def not_overridden(today: Sequence[Reason], stored: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """What still speaks against a claim of which two have overridden what was found: news, and what nobody
    overrides, which had been mended then and is there again."""
    hard = (each for each in found_then(today, stored) if each.exclusion not in OVERRIDABLE)
    return (*hard, *news(today, stored))


def _had(where: str, on_day: date, again_on: date) -> Reason:
    return Reason(
        Exclusion.SAME_TRADE,
        f"同一工种已在{where}享受补贴（{on_day}），{again_on} 起才能再申领。",
        f"您同一工种的补贴已在 {on_day} 审核通过，{again_on} 起可以再申领。",
        (where, on_day.isoformat(), again_on.isoformat()),
    )
