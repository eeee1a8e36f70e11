"""Which meetings, publicities and payments somebody may see: the district's own, or all (R09)."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.classes.views.imported_before import TURNS
from training.classes.views.within import within
from training.database import wait_for_turn
from training.eligibility.views.hold_line import hold_lines
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.payments.rules.refusals import OnlyTheDistrictPays
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.payments.meetings import SubsidyMeeting
from training.records.payments.payments import FinanceApplication
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


def visible_meetings(staff: Staff) -> Select[SubsidyMeeting]:
    """A query of those that this person may see."""
    own = within(staff, Permission.SEE_PUBLICITIES, district=SubsidyMeeting.district_id)
    return select(SubsidyMeeting).where(own)


def find_meeting(session: Session, staff: Staff, meeting: UUID) -> SubsidyMeeting:
    """What you may not see is not found (raises NotFound)."""
    whole = (joinedload(SubsidyMeeting.district), joinedload(SubsidyMeeting.minutes))
    rows = visible_meetings(staff).where(SubsidyMeeting.public_id == meeting).options(*whole)
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这次会议")
    return found


def hold_meeting(session: Session, staff: Staff, meeting: UUID, deed: Permission) -> SubsidyMeeting:
    """The same, of whoever may do this there; nobody else acts on it until the transaction ends.

    Raises NotFound or OnlyTheDistrictPays.
    """
    found = find_meeting(session, staff, meeting)
    if not may(staff.role, deed):
        raise OnlyTheDistrictPays
    # Lists, verdicts and judgements take the same turn: what is asked of them stays so until we are done.
    wait_for_turn(session, TURNS["roster"])
    session.execute(select(SubsidyMeeting.id).where(SubsidyMeeting.id == found.id).with_for_update())
    return found


def lines_with_class() -> Select[SubsidyLine]:
    """A query of lines with people, classes and schools, which every list shows."""
    rows = select(SubsidyLine).join(SubsidyLine.enrolment).join(Enrolment.trainee)
    rows = rows.join(Enrolment.training_class).join(TrainingClass.institution)
    own = contains_eager(SubsidyLine.enrolment)
    of_class = own.contains_eager(Enrolment.training_class).contains_eager(TrainingClass.institution)
    return rows.options(own.contains_eager(Enrolment.trainee), of_class, joinedload(SubsidyLine.judgement))


def lines_of_meeting(session: Session, meeting: SubsidyMeeting) -> list[SubsidyLine]:
    """Whom it granted money and who was not struck since, as they are now, in one order everywhere."""
    rows = lines_with_class().where(SubsidyLine.meeting_id == meeting.id)
    in_order = rows.order_by(Enrolment.class_id, SubsidyLine.id)
    return list(session.scalars(in_order.execution_options(populate_existing=True)))


def hold_with_class(session: Session, keys: Collection[int]) -> list[SubsidyLine]:
    """These, held, with what every act with them asks, however many they are; by key."""
    hold_lines(session, keys)
    rows = lines_with_class().where(SubsidyLine.id.in_(keys)).order_by(SubsidyLine.id)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def find_application(session: Session, meeting: SubsidyMeeting, application: UUID) -> FinanceApplication:
    """One of this meeting's (raises NotFound)."""
    rows = select(FinanceApplication).where(FinanceApplication.public_id == application)
    rows = rows.join(FinanceApplication.publicity).options(joinedload(FinanceApplication.given_back))
    found = session.scalars(rows).one_or_none()
    if found is None or found.publicity.meeting_id != meeting.id:
        raise NotFound("这份拨付申请")
    return found


def visible_lines(staff: Staff) -> Select[SubsidyLine]:
    """Of those that a meeting was about or may be."""
    return lines_with_class().where(
        within(staff, Permission.SEE_PUBLICITIES, district=SubsidyLine.district_id)
    )


def find_line(session: Session, staff: Staff, line: UUID) -> SubsidyLine:
    """With its publicity and, of C1, its claim; raises NotFound."""
    rows = visible_lines(staff).where(SubsidyLine.public_id == line, SubsidyLine.meeting_id.is_not(None))
    whole = (joinedload(SubsidyLine.publicity), joinedload(SubsidyLine.claim))
    found = session.scalars(rows.options(*whole)).one_or_none()
    if found is None:
        raise NotFound("这笔补贴")
    return found


def hold_found_line(session: Session, staff: Staff, line: UUID, deed: Permission) -> SubsidyLine:
    """The same with its meeting held, as it is now; raises NotFound or OnlyTheDistrictPays."""
    found = find_line(session, staff, line)
    meeting = session.get_one(SubsidyMeeting, found.meeting_id)
    hold_meeting(session, staff, meeting.public_id, deed)
    hold_lines(session, [found.id])
    return found
