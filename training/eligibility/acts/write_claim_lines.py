from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.eligibility.rules.claims import ClaimExcluded
from training.eligibility.rules.standards import NoStandard, Price
from training.eligibility.terms import LineAct, LineState, Scheme
from training.eligibility.views.claims_to_grant import ProposedClaim, propose_claims
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine


@dataclass(frozen=True)
class _Priced:
    claim: C1Claim
    price: Price


def write_claim_lines(
    session: Session, staff: Staff, claims: Sequence[C1Claim], *, now: datetime
) -> list[SubsidyLine]:
    """C1补贴: one line each, as a meeting grants it; the standard says amount, fund and payee.

    The claims are held, approved, and of no line. Raises NoStandard or ClaimExcluded.
    """
    proposed = propose_claims(session, claims)
    if against := [(each.name, each.reasons[0].office) for each in proposed if each.reasons]:
        raise ClaimExcluded(against)
    lines = [_line(each, now) for each in map(_priced, proposed)]
    session.add_all(lines)
    session.flush()
    session.add_all(_event(each, staff, now) for each in lines)
    session.flush()
    return lines


def _priced(proposed: ProposedClaim) -> _Priced:
    if isinstance(proposed.price, NoStandard):
        raise proposed.price
    return _Priced(proposed.claim, proposed.price)


def _line(own: _Priced, now: datetime) -> SubsidyLine:
    claim, price = own.claim, own.price
    return SubsidyLine(
        claim=claim,
        claim_approved_at=claim.approved_at,
        enrolment=claim.enrolment,
        live_enrolment_id=claim.enrolment_id,
        district_id=claim.district_id,
        scheme=Scheme.C1,
        state=LineState.ELIGIBLE,
        since=now,
        standard_id=price.standard_id,
        amount_fen=price.amount_fen,
        fund=price.fund,
        payee=price.payee,
        reasons=[],
        override_reason="",
        has_objection=False,
    )


def _event(line: SubsidyLine, staff: Staff, now: datetime) -> LineEvent:
    return LineEvent(
        line=line,
        ordinal=1,
        act=LineAct.JUDGE,
        state=line.state,
        staff_id=staff.id,
        acted_by=staff.name,
        acted_at=now,
        reason="C1 申领审核通过",
    )
