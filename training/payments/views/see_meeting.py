"""A meeting as its page shows it: whom it granted what, how far that has come, and what is next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.calendar.views.calendar_of import calendar_of
from training.classes.views.choose_rule_set import choose_rule_set
from training.deputies.views.hands import Signature
from training.eligibility.terms import LineState
from training.eligibility.views.hold_line import acts_of
from training.eligibility.views.line_holds import lines_that_hold
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.notice.working_days import CountedDay
from training.payments.views.carried.appliers_of import appliers_of
from training.payments.views.find_meeting import find_meeting, lines_of_meeting
from training.payments.views.paid_of import balances_of, paid_of, reversed_among
from training.payments.views.see_payment import Undone, shown_payment, undoings_by_payment
from training.payments.views.seen_of_lines import seen_of_lines
from training.payments.views.shown import (
    BEFORE_PAYMENT,
    FundPart,
    MeetingView,
    ShownApplication,
    ShownGrant,
    ShownLine,
    ShownPublicity,
    said_for,
    shown_line,
)
from training.records.classes.classes import TrainingClass
from training.records.payments.meetings import MeetingGrant, SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication, Payment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


def see_meeting(session: Session, staff: Staff, meeting_id: UUID, *, now: datetime) -> MeetingView:
    """The meeting, if this person may see it (raises NotFound)."""
    found = find_meeting(session, staff, meeting_id)
    rows = lines_of_meeting(session, found)
    lines = show_lines(session, staff, rows, now=now)
    applied = {each.application_id for each in rows if each.claim_id and each.state is LineState.APPLIED}
    appliers = appliers_of(session, [key for key in applied if key])
    publicity = publicity_of(session, found, now)
    return MeetingView(
        public_id=found.public_id,
        district=found.district.name,
        number=found.number,
        held_on=found.held_on,
        noted_by=found.noted_by,
        noted_at=found.noted_at,
        grants=_grants(session, found),
        publicity=publicity,
        lines=lines,
        parts=_parts(lines),
        applications=_applications(session, staff, found, (lines, appliers)),
        balances_fen=balances_of(session, found.district_id, shanghai_day(now).year),
        to_come=None if publicity else last_day(session, found.district_id, now)[1],
        seen=seen_of_lines(rows),
    )


def show_lines(
    session: Session, staff: Staff, rows: Sequence[SubsidyLine], *, now: datetime
) -> tuple[ShownLine, ...]:
    """With what holds, what was done and what was paid: so many statements, however many people."""
    keys = [each.id for each in rows]
    asked = [each.id for each in rows if each.state in BEFORE_PAYMENT]
    holding, acts = lines_that_hold(session, asked, now=now), acts_of(session, keys)
    paid = paid_of(session, keys)
    holds = {each.id: each.id in holding or each.state not in BEFORE_PAYMENT for each in rows}
    return tuple(
        shown_line(staff, each, (holds[each.id], acts.get(each.id, 0), paid.get(each.id))) for each in rows
    )


def last_day(session: Session, district_id: int, now: datetime) -> tuple[int, CountedDay]:
    """公示: how many working days the rules say, and the last of them from today."""
    today = shanghai_day(now)
    days = choose_rule_set(session, district_id, today).policy.publicity_working_days
    return days, calendar_of(session).after(today, days)


def _grants(session: Session, meeting: SubsidyMeeting) -> tuple[ShownGrant, ...]:
    whole = joinedload(MeetingGrant.training_class).joinedload(TrainingClass.institution)
    rows = select(MeetingGrant).where(MeetingGrant.meeting_id == meeting.id).options(whole)
    return tuple(_grant(each) for each in session.scalars(rows.order_by(MeetingGrant.id)))


def _grant(row: MeetingGrant) -> ShownGrant:
    own = row.training_class
    named = (own.public_id, own.class_number, own.name, own.institution.name)
    return ShownGrant(*named, row.people, row.amount_fen)


def publicity_of(session: Session, meeting: SubsidyMeeting, now: datetime) -> ShownPublicity | None:
    """None before it began."""
    rows = select(SubsidyPublicity).where(SubsidyPublicity.meeting_id == meeting.id)
    found = session.scalars(rows).one_or_none()
    return shown_publicity(found, now) if found else None


def shown_publicity(found: SubsidyPublicity, now: datetime) -> ShownPublicity:
    return ShownPublicity(
        begins_on=found.begins_on,
        ends_on=found.ends_on,
        latest_on=found.latest_on,
        phone=found.phone,
        working_days=found.working_days,
        surely_ends_on=found.surely_ends_on,
        is_over=shanghai_day(now) > found.surely_ends_on,
        made_by=found.made_by,
        made_at=found.made_at,
    )


def _parts(lines: Sequence[ShownLine]) -> tuple[FundPart, ...]:
    """Of the funds that anybody is still in publicity of."""
    return tuple(_part(fund, own) for fund in Fund if (own := _public_of(lines, fund)))


def _public_of(lines: Sequence[ShownLine], fund: Fund) -> list[ShownLine]:
    return [each for each in lines if each.fund is fund and each.state is LineState.PUBLIC]


def _part(fund: Fund, own: Sequence[ShownLine]) -> FundPart:
    objected = sum(each.has_objection for each in own)
    gone = sum(not each.holds and not each.has_objection for each in own)
    return FundPart(fund, tuple(each for each in own if each.is_free), objected, gone)


def _applications(
    session: Session,
    staff: Staff,
    meeting: SubsidyMeeting,
    said: tuple[Sequence[ShownLine], Mapping[int, Sequence[Signature]]],
) -> tuple[ShownApplication, ...]:
    lines, appliers = said
    of_them = selectinload(FinanceApplication.payments)
    whole = (
        of_them.joinedload(Payment.institution),
        of_them.joinedload(Payment.entry),
        of_them.selectinload(Payment.lines),
    )
    rows = select(FinanceApplication).join(FinanceApplication.publicity)
    own = rows.where(SubsidyPublicity.meeting_id == meeting.id).order_by(FinanceApplication.id)
    found = session.scalars(own.options(*whole, joinedload(FinanceApplication.given_back))).all()
    payments = [each for one in found for each in one.payments]
    back = reversed_among(session, [each.entry_id for each in payments])
    undoings = undoings_by_payment(session, staff, [each.id for each in payments])
    waiting: dict[int, list[ShownLine]] = {}
    for each in lines:
        if each.state is LineState.APPLIED:
            waiting.setdefault(each.application_key or 0, []).append(each)
    return tuple(
        _application(staff, each, (waiting.get(each.id, ()), _hands(each, appliers)), (back, undoings))
        for each in found
    )


def _hands(row: FinanceApplication, appliers: Mapping[int, Sequence[Signature]]) -> frozenset[int]:
    before = {each.key for each in appliers.get(row.id, ()) if each.key is not None}
    return frozenset(before | {row.made_by_id})


def _application(
    staff: Staff,
    row: FinanceApplication,
    own: tuple[Sequence[ShownLine], frozenset[int]],
    undone: Undone,
) -> ShownApplication:
    """`own`: who of it waits, and whose hand was in it."""
    returned, (waiting, hands) = row.given_back, own
    return ShownApplication(
        public_id=row.public_id,
        number=row.number,
        fund=row.fund,
        people=row.people,
        amount_fen=row.amount_fen,
        made_at=row.made_at,
        applied_on=row.applied_on,
        made_by=row.made_by,
        hands=hands,
        made_by_id=row.made_by_id,
        returned=said_for(staff, returned.reason) if returned else "",
        is_returned=returned is not None,
        payments=tuple(shown_payment(each, undone) for each in row.payments),
        waiting=tuple(waiting),
    )
