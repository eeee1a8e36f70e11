from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.classes.views.choose_rule_set import choose_rule_set
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.line_holds import lines_that_hold
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.payments.rules.numbers import read_phone
from training.payments.rules.refusals import AlreadyPublic, NobodyLeft
from training.payments.views.find_meeting import hold_meeting, hold_with_class, lines_of_meeting
from training.payments.views.seen_of_lines import check_lines_seen
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.staff.staff import Staff


def begin_publicity(
    session: Session, staff: Staff, meeting_id: UUID, said: tuple[str, str], *, now: datetime
) -> SubsidyPublicity:
    """公示: show from today whom the meeting granted money and whose subsidy still holds, once a meeting.

    `said`: the 监督电话, and what the page showed.
    Raises NotFound, OnlyTheDistrictPays, NumberMissing, AlreadyPublic, SeenOtherwise or NobodyLeft.
    """
    phone, seen = said
    meeting = hold_meeting(session, staff, meeting_id, Permission.BEGIN_PUBLICITY)
    number = read_phone(phone)
    if _is_public(session, meeting):
        raise AlreadyPublic
    lines = lines_of_meeting(session, meeting)
    check_lines_seen(lines, seen)
    granted = [each.id for each in lines if each.state is LineState.GRANTED]
    own = hold_with_class(session, lines_that_hold(session, granted, now=now))
    if not own:
        raise NobodyLeft("公示")
    made = _made(session, staff, meeting, number, now)
    for each in own:
        each.publicity_id = made.id
    act_on_lines(session, own, Deed(LineAct.PUBLICISE, staff, now))
    return made


def _is_public(session: Session, meeting: SubsidyMeeting) -> bool:
    rows = select(SubsidyPublicity.id).where(SubsidyPublicity.meeting_id == meeting.id)
    return session.scalar(rows) is not None


def _made(
    session: Session, staff: Staff, meeting: SubsidyMeeting, phone: str, now: datetime
) -> SubsidyPublicity:
    today = shanghai_day(now)
    days = choose_rule_set(session, meeting.district_id, today).policy.publicity_working_days
    last = calendar_of(session).after(today, days)
    made = SubsidyPublicity(
        meeting_id=meeting.id,
        district_id=meeting.district_id,
        phone=phone,
        working_days=days,
        begins_on=today,
        ends_on=last.on,
        latest_on=last.latest if last.is_guessed else None,
        made_by_id=staff.id,
        made_by=staff.name,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made
