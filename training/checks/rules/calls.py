"""Calls of a spot check: what an attempt proves, and how a drawn trainee stands (R37)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from training.checks.rules.leads import lead_kinds
from training.checks.terms import CallOutcome, Comparison, FiledItem, LeadKind
from training.errors import Next, NotRight
from training.notice.policy import Policy

HARD_ITEMS = frozenset({FiledItem.NAME, FiledItem.ID_ENDING})
"""Where these differ it is another person; the others a trainee may get wrong in good faith."""
MISMATCH_OUTCOMES = frozenset(
    {
        CallOutcome.OTHER_PERSON,
        CallOutcome.NOT_THEIR_NUMBER,
        CallOutcome.NOT_ATTENDING,
        CallOutcome.PROVIDER_ANSWERED,
    }
)
WHO_ELSE = (CallOutcome.FAMILY_ANSWERED, CallOutcome.CALL_LATER, CallOutcome.NOT_THEIR_NUMBER)
"""What 非本人 may mean: the first two prove nothing, the last is a mismatch."""
COMPARED_OUTCOMES = frozenset({CallOutcome.MATCHED, CallOutcome.MISMATCHED})


class BadCallReport(NotRight):
    """The outcome and the comparisons of a call contradict each other."""

    leads_to = (Next.ROSTER, Next.HELP)


class WhichOther(BadCallReport):
    """非本人 is said of three things, of which only one is a mismatch."""

    def __init__(self) -> None:
        super().__init__(f"“{CallOutcome.OTHER_PERSON}”请写明是哪一种：{'、'.join(WHO_ELSE)}。")


class CallResult(StrEnum):
    """What a call proves."""

    MATCH = "一致"
    MISMATCH = "不一致"
    NOTHING = "未核实"


class Standing(StrEnum):
    """How a drawn trainee stands in the check."""

    TO_CALL = "待打"
    TO_CALL_AGAIN = "待重拨"
    MATCHED = "一致"
    LEAD = "有线索"
    """Reached and compared, and told something that is followed by itself: never the same as 一致."""
    MISMATCHED = "不一致"
    EXPLAINED = "不一致已说明"
    REPLACEABLE = "待补抽"
    REPLACED = "已补抽"


VERIFIED = frozenset({Standing.MATCHED, Standing.LEAD, Standing.MISMATCHED, Standing.EXPLAINED})
WAITING = frozenset({Standing.TO_CALL, Standing.TO_CALL_AGAIN})


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt to call; `is_explained` where evidence has explained its mismatch."""

    outcome: CallOutcome
    started_at: datetime
    comparisons: Mapping[FiledItem, Comparison] = field(default_factory=dict)
    is_explained: bool = False
    undoes_mismatch: bool = False
    """A correction of a mismatch: as an attempt it counts for nothing, so nobody is replaced by it."""

    @property
    def lead_kinds(self) -> frozenset[LeadKind]:
        return lead_kinds(self.outcome, self.comparisons)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn trainee with the calls that count, in order of time; corrected ones are left out."""

    position: int
    calls: tuple[Call, ...] = ()
    has_left: bool = False
    """Withdrawn since the draw: may be replaced without another call, unless verified before."""
    is_replaced: bool = False
    leads_before: frozenset[LeadKind] = frozenset()
    """Of calls that were corrected since: what was said once is followed all the same."""

    @property
    def leads(self) -> frozenset[LeadKind]:
        return self.leads_before.union(*(call.lead_kinds for call in self.calls))


def complete_comparisons(
    outcome: CallOutcome, said: Mapping[FiledItem, Comparison]
) -> dict[FiledItem, Comparison]:
    """Every item of an answered call; what was not mentioned agreed. Raises BadCallReport or WhichOther."""
    if outcome is CallOutcome.OTHER_PERSON:
        raise WhichOther
    differs = Comparison.DIFFERENT in said.values()
    if outcome not in COMPARED_OUTCOMES:
        if said:
            raise BadCallReport(f"“{outcome}”没有逐项比对；接通本人请记“无误”或“不符”。")
        return {}
    if outcome is CallOutcome.MATCHED and differs:
        raise BadCallReport("有不一致的项目，请记为“不符”并写明是哪一项。")
    if outcome is CallOutcome.MISMATCHED and not differs:
        raise BadCallReport(f"请写明哪一项不符：{'、'.join(FiledItem)}。")
    return {item: said.get(item, Comparison.SAME) for item in FiledItem}


NEVER_EXPLAINED = frozenset({CallOutcome.NOT_ATTENDING, CallOutcome.PROVIDER_ANSWERED})
"""A picture cannot make up for who was not there, or for whom somebody of the school answered."""


def may_be_explained(outcome: CallOutcome) -> bool:
    """Whether evidence may explain the mismatch of such a call (R37)."""
    return outcome not in NEVER_EXPLAINED


def call_result(call: Call) -> CallResult:
    """Whether a call shows the filed person, another, or neither (R37)."""
    if call.outcome in MISMATCH_OUTCOMES:
        return CallResult.MISMATCH
    if call.outcome not in COMPARED_OUTCOMES:
        return CallResult.NOTHING
    hard = {call.comparisons.get(item, Comparison.UNANSWERED) for item in HARD_ITEMS}
    if Comparison.DIFFERENT in hard:
        return CallResult.MISMATCH
    return CallResult.NOTHING if Comparison.UNANSWERED in hard else CallResult.MATCH


def differing_items(call: Call) -> tuple[FiledItem, ...]:
    """The items that differ, the hard ones (姓名、身份证) and the soft ones alike."""
    return tuple(item for item in FiledItem if call.comparisons.get(item) is Comparison.DIFFERENT)


def standing_of(drawn: Drawn, policy: Policy) -> Standing:
    """The latest call that proves something decides; without one the attempts count."""
    if drawn.is_replaced:
        return Standing.REPLACED
    for call in reversed(drawn.calls):
        result = call_result(call)
        if result is CallResult.MATCH:
            return Standing.LEAD if drawn.leads else Standing.MATCHED
        if result is CallResult.MISMATCH:
            return Standing.EXPLAINED if call.is_explained else Standing.MISMATCHED
    if may_go_uncalled(drawn) or is_out_of_reach(drawn.calls, policy):
        return Standing.REPLACEABLE
    return Standing.TO_CALL_AGAIN if drawn.calls else Standing.TO_CALL


def may_go_uncalled(drawn: Drawn) -> bool:
    """Whoever has left needs no call, unless a mismatch was recorded and corrected away."""
    return drawn.has_left and not any(call.undoes_mismatch for call in drawn.calls)


def is_out_of_reach(calls: Sequence[Call], policy: Policy) -> bool:
    """So many attempts came to nothing, or the number does not exist: to dial that again proves nothing."""
    if any(call.outcome is CallOutcome.NO_SUCH_NUMBER and not call.undoes_mismatch for call in calls):
        return True
    return len(counted_attempts(calls, policy)) >= max(policy.call_attempts, 1)


def counted_attempts(calls: Sequence[Call], policy: Policy) -> list[datetime]:
    """When the attempts that count began: each at least the policy's pause after the one before."""
    counted: list[datetime] = []
    for began in sorted(call.started_at for call in calls if not call.undoes_mismatch):
        if not counted or began - counted[-1] >= policy.call_pause:
            counted.append(began)
    return counted


def may_call_from(drawn: Drawn, policy: Policy) -> datetime | None:
    """When the next attempt will count; None for at once."""
    counted = counted_attempts(drawn.calls, policy)
    return counted[-1] + policy.call_pause if counted else None
