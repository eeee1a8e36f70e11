from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_one
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.line_holds import lines_that_hold
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import Fund
from training.payments.rules.numbers import read_number
from training.payments.rules.paying import check_applied_on, is_late_entry
from training.payments.rules.refusals import NobodyLeft, NumberTaken, ObjectionsOpen, PublicityRuns
from training.payments.views.find_meeting import hold_meeting, hold_with_class, lines_of_meeting
from training.payments.views.seen_of_lines import check_lines_seen
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class ApplicationDraft:
    """申请: of which fund, by which paper of which day, and what the page showed."""

    fund: Fund
    number: str
    seen: str
    applied_on: date | None = None
    """申请日期 of the paper; None: today."""


def apply_for_funds(
    session: Session, staff: Staff, meeting_id: UUID, draft: ApplicationDraft, *, now: datetime
) -> FinanceApplication:
    """公示后向属地财政部门申请补贴资金: everybody of one fund whom nothing holds back, and nobody else.

    What was applied for on paper before is entered with the day of the paper (补录).
    Raises NotFound, OnlyTheDistrictPays, NumberMissing, NumberTaken, PublicityRuns, BadApplicationDay,
    ObjectionsOpen, NobodyLeft or SeenOtherwise.
    """
    meeting = hold_meeting(session, staff, meeting_id, Permission.APPLY_FOR_PAYMENT)
    number = read_number(draft.number, "申请文号")
    publicity, today = _ended(session, meeting, now), shanghai_day(now)
    applied_on = draft.applied_on or today
    check_applied_on(applied_on, publicity.surely_ends_on, today)
    lines = lines_of_meeting(session, meeting)
    check_lines_seen(lines, draft.seen)
    own = _free(session, [each for each in lines if each.fund is draft.fund], now)
    made = _made(session, staff, publicity, (replace(draft, number=number, applied_on=applied_on), own), now)
    for each in own:
        each.application_id = made.id
    late = f"（申请日期 {applied_on}，补录）" if is_late_entry(applied_on, today) else ""
    act_on_lines(session, own, Deed(LineAct.APPLY, staff, now, number + late))
    return made


def _ended(session: Session, meeting: SubsidyMeeting, now: datetime) -> SubsidyPublicity:
    rows = select(SubsidyPublicity).where(SubsidyPublicity.meeting_id == meeting.id)
    found = session.scalars(rows.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NobodyLeft("申请拨付")
    if shanghai_day(now) <= found.surely_ends_on:
        raise PublicityRuns(found.ends_on, found.latest_on)
    return found


def _free(session: Session, lines: Sequence[SubsidyLine], now: datetime) -> list[SubsidyLine]:
    shown = [each for each in lines if each.state is LineState.PUBLIC]
    free = [each.id for each in shown if not each.has_objection]
    if shown and not free:
        raise ObjectionsOpen(len(shown))
    own = hold_with_class(session, lines_that_hold(session, free, now=now))
    if not own:
        raise NobodyLeft("申请拨付")
    return own


def _made(
    session: Session,
    staff: Staff,
    publicity: SubsidyPublicity,
    said: tuple[ApplicationDraft, Sequence[SubsidyLine]],
    now: datetime,
) -> FinanceApplication:
    draft, lines = said
    row = {
        "public_id": uuid4(),
        "publicity_id": publicity.id,
        "district_id": publicity.district_id,
        "number": draft.number,
        "fund": draft.fund,
        "people": len(lines),
        "amount_fen": sum(each.granted_fen or 0 for each in lines),
        "applied_on": draft.applied_on,
        "made_by_id": staff.id,
        "made_by": staff.name,
        "made_at": now,
    }
    key = insert_one(session, FinanceApplication, row)
    if key is None:
        raise NumberTaken("申请文号", draft.number)
    return session.get_one(FinanceApplication, key)
