from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.terms import ClaimState, Payee
from training.eligibility.terms import LineAct, LineState, Scheme
from training.eligibility.views.claims_to_grant import ProposedClaim, propose_claims
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.payments.meetings import SubsidyPublicity
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.records.subsidies.objections import LineObjection
from training.subsidies.views.open_objections import open_objections

STATES = {ClaimState.PUBLICISED: LineState.PUBLIC, ClaimState.APPLIED: LineState.APPLIED}
NOT_TOLD = "原公示登记有异议，没有写明内容"
"""The claim is held, and of no act is kept by whom."""


@dataclass(frozen=True)
class Carried:
    """What is the same for everybody of one publicity of before."""

    publicity: SubsidyPublicity
    application_id: int | None
    amount_fen: int
    fund: Fund
    payee: Payee
    said: str
    """Which meeting and which days it was."""


def write_carried_lines(
    session: Session, staff: Staff, claims: Sequence[C1Claim], own: Carried, *, now: datetime
) -> list[SubsidyLine]:
    """转入: one line each, where its claim stands; every objection that is open is one of the line, too.

    Whoever noted it, when and why stay. What speaks against it today is kept with the line: the meeting of
    then did not ask for it, so that two may override it. The claims are held, and of no line.
    """
    objected = open_objections(session, [each.id for each in claims])
    lines = [_line(each, own, now) for each in propose_claims(session, claims)]
    session.add_all(lines)
    session.flush()
    for each in lines:
        _write_acts(session, each, _objections(each, objected, staff, now), staff, (own.said, now))
    session.flush()
    return lines


def _line(proposed: ProposedClaim, own: Carried, now: datetime) -> SubsidyLine:
    claim = proposed.claim
    state = STATES[claim.state]
    return SubsidyLine(
        claim=claim,
        claim_approved_at=claim.approved_at,
        enrolment=claim.enrolment,
        live_enrolment_id=claim.enrolment_id,
        district_id=claim.district_id,
        scheme=Scheme.C1,
        state=state,
        since=now,
        amount_fen=own.amount_fen,
        granted_fen=own.amount_fen,
        fund=own.fund,
        payee=own.payee,
        reasons=[each.as_row() for each in proposed.reasons],
        override_reason="",
        meeting_id=own.publicity.meeting_id,
        publicity_id=own.publicity.id,
        application_id=own.application_id if state is LineState.APPLIED else None,
        has_objection=claim.has_objection,
    )


def _objections(
    line: SubsidyLine, objected: Mapping[int, Sequence[ClaimEvent]], staff: Staff, now: datetime
) -> list[LineEvent]:
    """None of a claim that is not held; one at least of a claim that is, or nobody could settle it."""
    if not line.has_objection:
        return []
    known = objected.get(line.claim_id or 0, ())
    noted = [
        _act(line, LineAct.OBJECT, (each.staff_id, each.acted_by, each.acted_at, each.reason))
        for each in known
    ]
    return noted or [_act(line, LineAct.OBJECT, (staff.id, staff.name, now, NOT_TOLD))]


def _write_acts(
    session: Session,
    line: SubsidyLine,
    objections: Sequence[LineEvent],
    staff: Staff,
    said: tuple[str, datetime],
) -> None:
    words, now = said
    carried = _act(line, LineAct.CARRY_OVER, (staff.id, staff.name, now, words))
    for ordinal, each in enumerate((*objections, carried), 1):
        each.ordinal = ordinal
        session.add(each)
    session.add_all(
        LineObjection(line=line, event=each, received_on=shanghai_day(each.acted_at)) for each in objections
    )


def _act(line: SubsidyLine, act: LineAct, by: tuple[int | None, str, datetime, str]) -> LineEvent:
    staff_id, name, at, reason = by
    return LineEvent(
        line=line,
        act=act,
        state=line.state,
        staff_id=staff_id,
        acted_by=name,
        acted_at=at,
        reason=reason,
    )
