"""R63, R64: a school writes certificates and files changes, the district reviews and receives."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, at
from tests.training.builders import at_once
from tests.training.changes.changing import NO, NUMBER, changing
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.teachers.teaching import (
    ELSEWHERE,
    ENDLESS,
    LI,
    NINE,
    WANG,
    Teachers,
    a_taught_class,
)
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import LessonChangeKind
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import HalfDay, Role
from training.records.classes.classes import Instructor, Lesson
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange
from training.staff.acts.add_staff import add_staff
from training.teachers.acts.write_certificate import CertificateIsKnown
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.rules.changing import AlreadyReceived, TeachersMoved
from training.teachers.terms import MatchVerdict, TeacherFlag
from training.teachers.views.teaching_of import teacher_flags_of


@pytest.fixture
def own(database) -> Teachers:
    return a_taught_class(database)


def test_from_the_certificate_over_the_review_nothing_waits_any_more(own):
    assert own.waits(SCHOOL) == ["李建国没有有效的证书"]
    assert own.waits(DISTRICT) == []

    own.write(ENDLESS)
    assert own.waits(SCHOOL) == own.waits(OTHER_DISTRICT) == []
    assert own.waits(DISTRICT) == ["BT-1 电工的教师李建国待审核"]
    assert own.flags() == [(TeacherFlag.UNREVIEWED, LI, 10)]

    own.review(MatchVerdict.DIFFERS, "只有钳工证书")
    assert own.flags() == [(TeacherFlag.DIFFERS, LI, 10)]
    own.review(MatchVerdict.MATCHES)
    assert own.flags() == own.waits(DISTRICT) == []
    assert own.count(InstructorReview) == 2


def test_a_certificate_of_yesterday_is_to_be_renewed_and_flags_the_lessons_after_it(own):
    own.write()
    own.review(MatchVerdict.MATCHES)

    assert own.waits(SCHOOL) == ["李建国没有有效的证书"]
    assert own.flags() == [(TeacherFlag.EXPIRED, LI, 6)]


def test_a_change_moves_the_lessons_it_covers_is_told_and_received_once(own):
    own.review(MatchVerdict.MATCHES)
    own.change()

    with own.database.reading() as session:
        taught = [each.instructor.name for each in session.scalars(select(Lesson).order_by(Lesson.held_on))]
    assert taught == [LI] * 4 + [WANG] * 6
    assert own.told(DISTRICT) == ["teacher_changed"]
    assert own.flags() == [(TeacherFlag.UNREVIEWED, WANG, 6)]
    assert own.waits(DISTRICT) == ["BT-1 电工的教师由李建国变更为王强"]

    own.receive()

    assert own.waits(DISTRICT) == []
    with pytest.raises(AlreadyReceived):
        own.receive()


def test_a_change_filed_after_the_end_holds_is_late_and_hides_nothing_of_the_old_teacher(own):
    own.write()
    own.review(MatchVerdict.DIFFERS, "只有钳工证书")

    own.change(now=at(date(2026, 3, 9), "09:00"))

    assert own.flags(at(date(2026, 3, 10), "09:00")) == [
        (TeacherFlag.LATE, WANG, 6),
        (TeacherFlag.EXPIRED, LI, 6),
        (TeacherFlag.UNREVIEWED, WANG, 6),
        (TeacherFlag.DIFFERS, LI, 10),
    ]
    own.review(MatchVerdict.MATCHES)


@pytest.mark.parametrize(
    ("name", "flag", "told"),
    [(LI, TeacherFlag.TWO_ROOMS, []), (WANG, TeacherFlag.SHARED_NUMBER, ["teacher_number_shared"])],
)
def test_one_number_is_one_person_by_one_name_and_by_two_names_a_thing_for_the_city(own, name, flag, told):
    own.write(ENDLESS)
    own.review(MatchVerdict.MATCHES)
    with own.database.writing() as session:
        other = a_class(session, "BT-2", institution=ELSEWHERE, days=1, district="青山区")
        add_staff(session, "另校", Role.INSTITUTION, None, other.institution, now=NINE)
        same = find_or_add_instructor(session, other.institution_id, name)
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == other.id)):
            lesson.instructor = same
    own.write(ENDLESS, who="另校", name=name, school=ELSEWHERE)

    assert [each[:2] for each in own.flags()] == [(flag, LI)]
    assert flag in [each for each, _, _ in own.flags(number="BT-2")]
    assert (own.told(CITY), own.told(DISTRICT), own.told(OTHER_DISTRICT)) == (told, [], [])


def test_what_the_school_said_after_the_lesson_stays_said_though_the_district_refuses_it(database):
    own = changing(database)
    late = WantedLesson(LessonChangeKind.TEACHER, (MONDAY, HalfDay.MORNING), teacher=WANG)

    def flags() -> list[tuple[TeacherFlag, int]]:
        with database.reading() as session:
            found = teacher_flags_of(session, find_class(session, NUMBER).id, now=own.now)
        about = (TeacherFlag.UNFILED, TeacherFlag.LATE)
        return [(each.flag, len(each.slots)) for each in found if each.flag in about]

    own.decide_lesson(own.change(late), NO)
    assert flags() == [(TeacherFlag.UNFILED, 1)]

    own.decide_lesson(own.change(late))
    assert flags() == [(TeacherFlag.LATE, 1)]


def test_everybody_does_only_the_own_part(own):
    for who in (CITY, AUDITOR, OTHER_DISTRICT):
        with pytest.raises(NotFound):
            own.write(who=who)
        with pytest.raises(NotFound):
            own.change(who=who)
        with pytest.raises(NotFound):
            own.review(MatchVerdict.MATCHES, who=who)
    own.change()
    for who in (CITY, SCHOOL, OTHER_DISTRICT):
        with pytest.raises(NotFound):
            own.receive(who)
    with pytest.raises(ReasonMissing):
        own.review(MatchVerdict.DIFFERS, " ")


def test_the_same_certificate_is_written_down_once_and_a_renewal_beside_it(own):
    own.write()

    with pytest.raises(CertificateIsKnown):
        own.write()
    own.write(CertificateDraft("技能等级证书", "电工", "三级", "S150123", None, date(2029, 3, 3)))
    assert own.count(InstructorCertificate) == 2


@pytest.mark.parametrize(
    ("press", "table"),
    [
        (lambda own, seen: own.change(seen=seen), TeacherChange),
        (lambda own, seen: own.review(MatchVerdict.MATCHES, seen=seen), InstructorReview),
    ],
)
def test_of_two_who_press_at_once_one_is_told_to_look_again(
    own: Teachers, press: Callable[[Teachers, str], None], table: type
):
    seen = own.seen()

    found = at_once(lambda: press(own, seen), lambda: press(own, seen))

    assert sorted(str(each) for each in found) == sorted(["None", str(TeachersMoved)])
    assert own.count(table) == 1


def test_a_new_teacher_whom_two_classes_name_at_once_is_one_teacher(own):
    with own.database.writing() as session:
        other = a_class(session, "BT-2", days=3)
        teacher = session.get_one(Instructor, own.key(LI))
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == other.id)):
            lesson.instructor = teacher

    assert at_once(own.change, lambda: own.change(number="BT-2")) == [None, None]
    with own.database.reading() as session:
        assert session.scalars(select(Instructor.name).order_by(Instructor.name)).all() == [LI, WANG]
