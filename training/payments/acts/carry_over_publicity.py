from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct, ClaimState, Payee
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.imported_before import TURNS
from training.database import insert_one, wait_for_turn
from training.eligibility.views.hold_claims import hold_claims
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.payments.acts.carried.write_carried_lines import Carried, write_carried_lines
from training.payments.rules.numbers import read_number, read_phone
from training.payments.rules.refusals import MeetingMissing, NobodyLeft, NumberTaken, OnlyTheDistrictPays
from training.payments.views.grants_of import grants_of
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.payments.meetings import MeetingMinutes, SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import claims_left, find_publicity


@dataclass(frozen=True)
class CarryOver:
    """What was never kept with a publicity of before, and is said once."""

    number: str
    """会议号: as it was, or with a word more where the district has it already."""
    phone: str
    fund: Fund
    application: str = ""
    """申请文号; asked for where money was applied for."""
    amount_fen: int | None = None
    payee: Payee | None = None
    """Both asked for only where the publicity kept none."""


@dataclass(frozen=True)
class _Whole:
    """Everything of it, with nothing missing."""

    old: Publicity
    draft: CarryOver
    amount_fen: int
    payee: Payee


def carry_over_publicity(
    session: Session, staff: Staff, publicity_id: UUID, draft: CarryOver, *, now: datetime
) -> SubsidyMeeting:
    """转入: a C1 publicity from before goes on in the common chain, with its meeting, days and objections.

    Nobody is granted anew and no day begins anew. What was paid stays where it was recorded.
    Raises NotFound, OnlyTheDistrictPays, NobodyLeft, NumberMissing, NumberTaken or MeetingMissing.
    """
    old = find_publicity(session, staff, publicity_id)
    if not may(staff.role, Permission.BEGIN_PUBLICITY):
        raise OnlyTheDistrictPays
    wait_for_turn(session, TURNS["roster"])
    claims = _held(session, old)
    own = _whole(old, draft)
    meeting = _meeting(session, staff, own, now)
    publicity = _publicity(session, staff, own, meeting, now)
    application = _application(session, staff, own, (publicity, claims), now)
    carried = Carried(publicity, application, own.amount_fen, draft.fund, own.payee, _said(old))
    lines = write_carried_lines(session, staff, claims, carried, now=now)
    session.add_all(grants_of(meeting, lines))
    session.flush()
    return meeting


def _said(old: Publicity) -> str:
    return f"原公示 {old.begins_on} 至 {old.ends_on}，会议 {old.meeting_number}"


def _held(session: Session, old: Publicity) -> list[C1Claim]:
    hold_claims(session, [each.id for each in session.scalars(claims_left(old))])
    rows = claims_left(old).execution_options(populate_existing=True)
    if not (claims := list(session.scalars(rows))):
        raise NobodyLeft("转入")
    return claims


def _whole(old: Publicity, draft: CarryOver) -> _Whole:
    amount, payee = old.amount_fen or draft.amount_fen, old.payee or draft.payee
    if not amount or amount < 0:
        raise MeetingMissing("会议审定的每人补贴金额")
    if payee is None:
        raise MeetingMissing("拨付对象")
    return _Whole(old, draft, amount, payee)


def _meeting(session: Session, staff: Staff, own: _Whole, now: datetime) -> SubsidyMeeting:
    number = read_number(own.draft.number, "会议号")
    row = {
        "district_id": own.old.district_id,
        "number": number,
        "held_on": own.old.meeting_on,
        "noted_by_id": staff.id,
        "noted_by": staff.name,
        "noted_at": now,
    }
    key = insert_one(session, SubsidyMeeting, row)
    if key is None:
        raise NumberTaken("会议号", number)
    if file := own.old.minutes:
        kept = {"sha256": file.sha256, "media_type": file.media_type, "size": file.size}
        session.add(MeetingMinutes(meeting_id=key, store_key=file.store_key, **kept))
    return session.get_one(SubsidyMeeting, key)


def _publicity(
    session: Session, staff: Staff, own: _Whole, meeting: SubsidyMeeting, now: datetime
) -> SubsidyPublicity:
    """Under the address where everybody reads it already."""
    old = own.old
    rules = choose_rule_set(session, old.district_id, old.begins_on, known_at=old.made_at)
    made = SubsidyPublicity(
        public_id=old.public_id,
        meeting_id=meeting.id,
        district_id=old.district_id,
        phone=read_phone(own.draft.phone),
        working_days=rules.policy.publicity_working_days,
        begins_on=old.begins_on,
        ends_on=old.ends_on,
        latest_on=old.latest_on,
        made_by_id=staff.id,
        made_by=staff.name,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _application(
    session: Session,
    staff: Staff,
    own: _Whole,
    said: tuple[SubsidyPublicity, Sequence[C1Claim]],
    now: datetime,
) -> int | None:
    """One for all for whom was applied; None where nobody was."""
    publicity, claims = said
    applied = [each for each in claims if each.state is ClaimState.APPLIED]
    if not applied:
        return None
    number = read_number(own.draft.application, "申请文号")
    row = {
        "publicity_id": publicity.id,
        "district_id": publicity.district_id,
        "number": number,
        "fund": own.draft.fund,
        "people": len(applied),
        "amount_fen": len(applied) * own.amount_fen,
        "applied_on": _applied_on(session, applied),
        "made_by_id": staff.id,
        "made_by": staff.name,
        "made_at": now,
    }
    key = insert_one(session, FinanceApplication, row)
    if key is None:
        raise NumberTaken("申请文号", number)
    return key


def _applied_on(session: Session, claims: Sequence[C1Claim]) -> date:
    """The first day: from it on finance may have paid."""
    rows = select(func.min(ClaimEvent.acted_at)).where(ClaimEvent.act == ClaimAct.APPLY)
    first = session.scalar(rows.where(ClaimEvent.claim_id.in_([each.id for each in claims])))
    return shanghai_day(first or claims[0].since)
