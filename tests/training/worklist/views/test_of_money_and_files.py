"""需要我处理: money, files, punches and problems told wait for whoever deals with them, until it is done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.factories import MONDAY, a_class, a_device, a_trainee, an_enrolment, at, punches
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_reviewer,
    an_approval,
)
from tests.training.payments.claimed import approve_people
from tests.training.subsidies.before import a_publicity_of_before
from training.attendance.acts.numbers.decide_match import MatchVerdict, decide_match
from training.claims.terms import ClaimState
from training.classes.views.find_class import find_class
from training.database import Database
from training.errors import NotFound
from training.intake.acts.keep_upload import NewUpload, keep_upload
from training.intake.terms import UploadState
from training.notice.notes import ReasonMissing
from training.notice.terms import Fund
from training.payments.acts.carry_over_publicity import CarryOver, carry_over_publicity
from training.people.acts.handle_problem import ProblemHandled, handle_problem
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.records.attendance.numbers import NumberMatch
from training.records.claims.claims import C1Claim
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment
from training.records.people.personal_data import ProblemReport
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff
from training.worklist.rules.worklist import Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.count_work import count_work
from training.worklist.views.see_worklist import see_worklist

LATER, DAY_AFTER = NOW + SOON, NOW + timedelta(days=8)
DAY = timedelta(days=1)


def waiting(database: Database, who: str, kind: WorkKind, now=LATER) -> list[Work]:
    with database.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.name == who)).one()
        found = see_worklist(session, staff, kind, most=20, now=now)
        if kind is not WorkKind.UNMATCHED:
            assert count_work(session, staff, now=now)[kind] == len(found.lines)
        return list(found.lines)


def test_a_publicity_of_before_waits_until_it_is_carried_over(database: Database):
    with database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session, "甲")
        a_reviewer(session, "乙", "青山区")
        approve_people(session, reviewer, ("王芳",))
        own = a_publicity_of_before(session, {session.scalars(select(C1Claim)).one(): ClaimState.APPLIED})
        key, number = own.public_id, own.meeting_number

    (line,) = waiting(database, "甲", WorkKind.PUBLICITY, DAY_AFTER)
    assert (line.place, line.subject, number in line.title) == (WorkPlace.PUBLICITY, key, True)
    assert waiting(database, "乙", WorkKind.PUBLICITY, DAY_AFTER) == []

    with database.writing() as session:
        draft = CarryOver(number, "0472-5618000", Fund.EMPLOYMENT, "申请 9 号")
        carry_over_publicity(session, find_staff(session, "甲"), key, draft, now=DAY_AFTER)
    assert waiting(database, "甲", WorkKind.PUBLICITY, DAY_AFTER) == []
    assert [each.place for each in waiting(database, "甲", WorkKind.TO_PAY, DAY_AFTER)] == [WorkPlace.MEETING]


def test_a_class_of_approved_claims_waits_for_the_meeting_once(database: Database):
    with database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session, "甲")
        a_reviewer(session, "乙", "青山区")
        approve_people(session, reviewer, ("王芳", "李丽"))
        drawn = session.scalars(select(C1Claim).order_by(C1Claim.id.desc())).first()
        drawn.look_is_due = True

    (line,) = waiting(database, "甲", WorkKind.TO_GRANT)
    assert (line.place, "C1-1" in line.title, "王芳" in line.title) == (WorkPlace.NEW_MEETING, True, False)
    assert waiting(database, "乙", WorkKind.TO_GRANT) == []


@pytest.mark.parametrize("state", UploadState)
def test_a_file_waits_for_whoever_uploaded_it_while_it_is_shown(state, checking):
    key = uuid4()
    with checking.database.writing() as session:
        new = NewUpload(key, "名册.xlsx", "0" * 64, 9, "uploads/1")
        keep_upload(session, find_staff(session, SCHOOL), new, now=checking.now).state = state

    found = waiting(checking.database, SCHOOL, WorkKind.UPLOAD, checking.now)

    assert [each.subject for each in found] == ([key] if state is UploadState.SHOWN else [])
    assert waiting(checking.database, DISTRICT, WorkKind.UPLOAD, checking.now) == []


def came_in(checking: Checking, number: str, *, quarantined: int = 1, device: str = "6012") -> None:
    with checking.database.writing() as session:
        punches(session, find_class(session, "BT-1"), MONDAY, ["08:20"], number=number, device=device)
        latest = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
        latest.rows_read = latest.rows_quarantined = quarantined


def test_numbers_that_nobody_has_wait_for_the_school(checking):
    came_in(checking, "91")
    came_in(checking, "92")
    came_in(checking, "1")

    (line,) = waiting(checking.database, SCHOOL, WorkKind.UNMATCHED, checking.now)

    assert "近 7 天有 2 个考勤号" in line.title
    for nobody in (CITY, DISTRICT, OTHER_DISTRICT):
        assert waiting(checking.database, nobody, WorkKind.UNMATCHED, checking.now) == []


def test_a_roster_that_brings_the_number_takes_it_out(checking):
    came_in(checking, "91")
    with checking.database.writing() as session:
        own = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        own.attendance_number = "91"

    assert waiting(checking.database, SCHOOL, WorkKind.UNMATCHED, checking.now) == []


@pytest.mark.parametrize(("past", "count"), [(timedelta(), 1), (timedelta(seconds=1), 0)])
def test_only_what_came_in_the_last_seven_days_waits(past, count, checking):
    came_in(checking, "91")
    with checking.database.writing() as session:
        imported = checking.now - 7 * DAY + timedelta(microseconds=1) - past
        session.execute(update(ImportBatch).values(imported_at=imported))

    assert len(waiting(checking.database, SCHOOL, WorkKind.UNMATCHED, checking.now)) == count


def test_a_machine_that_no_class_punches_on_is_nobodys(checking):
    with checking.database.writing() as session:
        a_device(session)
        find_class(session, "BT-1").attendance_device = "7777"
    came_in(checking, "1")

    assert len(waiting(checking.database, SCHOOL, WorkKind.UNMATCHED, checking.now)) == 1


@pytest.fixture
def told(checking: Checking) -> Checking:
    """学员1 of 昆都仑区 and somebody without a class tell something each."""
    with checking.database.writing() as session:
        own = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        report_problem(session, own.trainee_id, SUBJECTS[0], "手机号不对", now=checking.now)
        nobody = a_trainee(session, "李强", "13900000001")
        report_problem(session, nobody.id, SUBJECTS[4], "没有班", now=checking.now)
    return checking


def test_what_trainees_told_waits_for_the_district_and_without_one_for_the_city(told):
    (own,) = waiting(told.database, DISTRICT, WorkKind.PROBLEM, told.now)
    (other,) = waiting(told.database, CITY, WorkKind.PROBLEM, told.now)

    assert (own.title, other.title) == (f"学员反映：{SUBJECTS[0]}", f"学员反映：{SUBJECTS[4]}")
    assert "手机号不对" not in own.title + own.note
    for nobody in (OTHER_DISTRICT, SCHOOL):
        assert waiting(told.database, nobody, WorkKind.PROBLEM, told.now) == []


def handled(told: Checking, who: str, note: str) -> None:
    with told.database.writing() as session:
        report = session.scalars(select(ProblemReport).order_by(ProblemReport.id)).first()
        handle_problem(session, find_staff(session, who), report.public_id, note, now=told.now)


def test_it_is_done_with_once_with_words_and_by_nobody_elses_office(told):
    with pytest.raises(ReasonMissing):
        handled(told, DISTRICT, " ")
    for stranger in (OTHER_DISTRICT, SCHOOL):
        with pytest.raises(NotFound):
            handled(told, stranger, "不归我管")

    handled(told, DISTRICT, "已改手机号")

    assert waiting(told.database, DISTRICT, WorkKind.PROBLEM, told.now) == []
    with pytest.raises(ProblemHandled):
        handled(told, CITY, "再办一次")


def test_somebody_in_a_second_class_tells_the_district_of_the_latest(checking):
    with checking.database.writing() as session:
        made = a_trainee(session, "王芳", "13900000002")
        an_enrolment(session, a_class(session, "BT-7", district="青山区"), made, "7")
        report_problem(session, made.id, SUBJECTS[1], "课时不对", now=at(MONDAY, "09:00"))

    assert len(waiting(checking.database, OTHER_DISTRICT, WorkKind.PROBLEM, checking.now)) == 1
    assert waiting(checking.database, DISTRICT, WorkKind.PROBLEM, checking.now) == []


@pytest.mark.parametrize(
    ("who", "is_shown"), [(DISTRICT, True), (CITY, True), (OTHER_DISTRICT, False), (SCHOOL, False)]
)
def test_a_match_of_a_number_waits_for_the_district_or_the_city_until_it_is_decided(checking, who, is_shown):
    with checking.database.writing() as session:
        enrolment = session.scalars(select(Enrolment).order_by(Enrolment.id).limit(1)).one()
        asked = NumberMatch(
            training_class=enrolment.training_class,
            enrolment=enrolment,
            device="",
            old_number="",
            new_number="88",
            grounds="名册没有考勤号",
            half_days=4,
            reason="登记时写错",
            is_at_once=False,
            asked_by_id=find_staff(session, SCHOOL).id,
            asked_by=SCHOOL,
            asked_at=checking.now - DAY,
        )
        session.add(asked)
        session.flush()
        key = asked.public_id
    lines = waiting(checking.database, who, WorkKind.MATCH, checking.now)
    assert [(each.place, each.subject, each.note) for each in lines] == (
        [(WorkPlace.MATCH, key, f"{SCHOOL}提出，会计入 4 个半天")] if is_shown else []
    )

    with checking.database.writing() as session:
        decide_match(
            session, find_staff(session, CITY), key, MatchVerdict(False, "没有签到表"), now=checking.now
        )

    assert waiting(checking.database, who, WorkKind.MATCH, checking.now) == []
