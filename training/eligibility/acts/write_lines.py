from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.eligibility.rules.judging import Decided
from training.eligibility.rules.standards import NoStandard
from training.eligibility.terms import LineAct, LineState, Scheme
from training.eligibility.views.proposals import ClassProposal, ProposedLine
from training.records.subsidies.lines import LineEvent, SubsidyJudgement, SubsidyLine


@dataclass(frozen=True)
class DecidedLine:
    """One person as proposed, and as decided."""

    line: ProposedLine
    decided: Decided
    replaces: bool = False
    """The person has a line that lives."""


def write_lines(
    session: Session,
    judgement: SubsidyJudgement,
    proposal: ClassProposal,
    decided: Sequence[DecidedLine],
    *,
    now: datetime,
) -> None:
    """One line each, with its first event; in as many statements whatever their number.

    Where a second person is asked, a line that is to replace another does not live before that one agrees.
    """
    lines = [_line(judgement, proposal, each, now) for each in decided]
    session.add_all(lines)
    session.flush()
    session.add_all(_event(judgement, each, now) for each in lines)
    session.flush()


def _line(
    judgement: SubsidyJudgement, proposal: ClassProposal, each: DecidedLine, now: datetime
) -> SubsidyLine:
    price, decided = proposal.price, each.decided
    waits = judgement.needs_second and each.replaces
    paid = None if isinstance(price, NoStandard) or not decided.is_eligible else price
    return SubsidyLine(
        judgement=judgement,
        enrolment_id=each.line.person.enrolment_id,
        live_enrolment_id=None if waits else each.line.person.enrolment_id,
        district_id=proposal.training_class.district_id,
        scheme=Scheme.TRAINING,
        state=LineState.ELIGIBLE if decided.is_eligible else LineState.EXCLUDED,
        since=now,
        standard_id=paid.standard_id if paid else None,
        amount_fen=paid.amount_fen if paid else None,
        fund=paid.fund if paid else None,
        payee=paid.payee if paid else None,
        reasons=[reason.as_row() for reason in each.line.reasons],
        override_reason=decided.reason,
        has_objection=False,
    )


def _event(judgement: SubsidyJudgement, line: SubsidyLine, now: datetime) -> LineEvent:
    return LineEvent(
        line=line,
        ordinal=1,
        act=LineAct.JUDGE,
        state=line.state,
        staff_id=judgement.signed_by_id,
        acted_by=judgement.signed_by,
        acted_at=now,
        reason=line.override_reason,
    )
