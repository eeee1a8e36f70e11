"""What stands in the house on 28 December 2026, while nobody knows the arrangement of 2027."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at, hand
from tests.training.calendar.arranging import an_arrangement
from tests.training.claims.claiming import a_reviewer, an_approval
from tests.training.payments.claimed import approve_people, c1_standard
from tests.training.payments.paid import MINUTES, PHONE
from training.calendar.sheets.arrangement import Arrangement
from training.claims.views.events_of import events_of
from training.database import Database
from training.deadlines.acts.import_calendar import CalendarImport, import_calendar
from training.notice.terms import Fund
from training.payments.acts.apply_for_funds import ApplicationDraft, apply_for_funds
from training.payments.acts.begin_publicity import begin_publicity
from training.payments.acts.grant_lines import MeetingDraft, grant_lines
from training.payments.views.find_meeting import lines_of_meeting
from training.payments.views.seen_of_lines import seen_of_lines
from training.records.claims.claims import C1Claim
from training.records.payments.meetings import SubsidyPublicity
from training.records.staff.staff import Staff

BEGINS, GUESSED, LATEST, ARRANGED = (
    date(2026, 12, 28),
    date(2027, 1, 5),
    date(2027, 1, 12),
    date(2027, 1, 6),
)
"""A publicity: its first day, its last one as guessed and at the latest, and by the invented arrangement."""
IMPORTED = at(date(2026, 12, 30), "09:00")


def publicise(session: Session) -> SubsidyPublicity:
    """One approved claim, shown to the public from 28 December on."""
    an_approval(session)
    reviewer = a_reviewer(session)
    approve_people(session, reviewer, ("王芳",))
    c1_standard(session, reviewer)
    claim = session.scalars(select(C1Claim)).one()
    chosen = {claim.public_id: events_of(session, claim)}
    begins = at(BEGINS, "09:00")
    draft = MeetingDraft("包人社会〔2026〕6号", date(2026, 6, 1), MINUTES, chosen)
    met = grant_lines(session, reviewer, draft, now=begins)
    said = (PHONE, seen_of_lines(lines_of_meeting(session, met)))
    return begin_publicity(session, reviewer, met.public_id, said, now=begins)


def apply(session: Session, day: date) -> None:
    met = publicity(session).meeting
    seen = seen_of_lines(lines_of_meeting(session, met))
    draft = ApplicationDraft(Fund.EMPLOYMENT, "申请 1 号", seen)
    reviewer = session.scalars(select(Staff).where(Staff.name == "审核员甲")).one()
    apply_for_funds(session, reviewer, met.public_id, draft, now=at(day, "09:00"))


def take(
    database: Database, arrangement: Arrangement | None = None, sha: str = "a", now: datetime = IMPORTED
) -> CalendarImport:
    """Import the invented arrangement, or another."""
    with database.writing() as session:
        file = hand("放假.csv", sha * 64, now)
        return import_calendar(session, arrangement or an_arrangement(), "测试文号", file, now=now)


def publicity(session: Session) -> SubsidyPublicity:
    return session.scalars(select(SubsidyPublicity)).one()
