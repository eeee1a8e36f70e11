"""需追回: money that was applied for or paid, for somebody who is not to be paid for any more (R19)."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.eligibility.rules.reasons import Reason, news
from training.eligibility.terms import Exclusion
from training.eligibility.views.judgements import Judged, is_promised
from training.eligibility.views.proposals import ClassProposal
from training.records.subsidies.lines import SubsidyLine

NOT_ON_LIST = Reason(
    Exclusion.NOT_QUALIFIED,
    "现在的合格人员名单里没有这个人，或者不是合格。",
    "您这个班的结果已改为不合格，补贴要退回；请联系旗县区人社部门。",
    (),
)


@dataclass(frozen=True)
class ToRecover:
    """One line, and what speaks against it today."""

    line: SubsidyLine
    reasons: tuple[Reason, ...]


def to_recover(proposal: ClassProposal, judged: Judged) -> list[ToRecover]:
    """In the roster's order; what spoke against it when it was judged, and was overridden, is no news."""
    today = {each.person.enrolment_id: each.reasons for each in proposal.people}
    promised = [each for each in judged.lines if is_promised(each)]
    found = [ToRecover(each, _new(each, today)) for each in promised]
    return [each for each in found if each.reasons]


def _new(line: SubsidyLine, today: Mapping[int, tuple[Reason, ...]]) -> tuple[Reason, ...]:
    if line.enrolment_id not in today:
        return (NOT_ON_LIST,)
    return news(today[line.enrolment_id], line.reasons)
