"""R64: a receipt takes another hand than filed it; teachers stand once the list is approved."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, at
from tests.training.checks.checking import DISTRICT, SCHOOL, register_staff
from tests.training.talent.qualifying import a_list
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.rules.roster_changes import ListIsApproved
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.notice.terms import HalfDay, Role
from training.records.classes.classes import Lesson
from training.records.teachers import TeacherChange
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff
from training.teachers.acts.file_teacher_change import TeacherChangeDraft, file_teacher_change
from training.teachers.acts.receive_change import receive_change
from training.teachers.views.hold_teachers import seen_of

FELLOW = "昆区同事"
SEVEN = at(date(2026, 3, 4), "07:00")


@pytest.fixture
def office(database) -> Database:
    """BT-1 taught by 李建国, and a district with two hands."""
    with database.writing() as session:
        register_staff(session)
        own = a_class(session, "BT-1")
        teacher = find_or_add_instructor(session, own.institution_id, "李建国")
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == own.id)):
            lesson.instructor = teacher
        add_staff(session, FELLOW, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=SEVEN)
    return database


def change(office: Database, who: str) -> None:
    with office.writing() as session:
        own = find_class(session, "BT-1")
        old, since = own.lessons[0].instructor_id, (MONDAY.replace(day=5), HalfDay.MORNING)
        assert old is not None
        draft = TeacherChangeDraft(old, "王强", since, "病假", seen_of(session, own.id))
        file_teacher_change(session, find_staff(session, who), own.public_id, draft, now=SEVEN)


def receive(office: Database, who: str) -> None:
    with office.writing() as session:
        filed = session.scalars(select(TeacherChange)).one()
        own = filed.training_class.public_id
        receive_change(session, find_staff(session, who), own, filed.public_id, now=SEVEN)


def test_whoever_filed_a_change_for_the_school_does_not_receive_it(office):
    change(office, DISTRICT)

    with pytest.raises(SameHand):
        receive(office, DISTRICT)
    receive(office, FELLOW)


def test_teachers_stand_once_the_list_is_approved(office):
    with office.writing() as session:
        a_list(session, find_class(session, "BT-1"), {})

    with pytest.raises(ListIsApproved):
        change(office, SCHOOL)
