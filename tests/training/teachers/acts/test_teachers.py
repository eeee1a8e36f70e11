"""R63, R64: a school writes certificates and files changes, the district reviews and receives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import a_class, at
from tests.training.builders import at_once
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    register_staff,
)
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.views.find_class import find_class
from training.database import Database
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import HalfDay
from training.outbox.views.alerts_for import alerts_for
from training.records.classes.classes import Instructor, Lesson
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange
from training.staff.views.find_staff import find_staff
from training.teachers.acts.file_teacher_change import TeacherChangeDraft, file_teacher_change
from training.teachers.acts.receive_change import receive_change
from training.teachers.acts.review_teacher import MatchDraft, review_teacher
from training.teachers.acts.write_certificate import CertificateIsKnown, write_certificate
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.rules.changing import AlreadyReceived, TeachersMoved
from training.teachers.terms import MatchVerdict, TeacherFlag
from training.teachers.views.hold_teachers import seen_of
from training.teachers.views.teaching_of import teacher_flags_of
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist

LI, WANG, ELSEWHERE = "李建国", "王强", "另一所学校"
WEDNESDAY = date(2026, 3, 4)
SEVEN, NINE = at(WEDNESDAY, "07:00"), at(WEDNESDAY, "09:00")
CARD = CertificateDraft("技能等级证书", "电工", "三级", "S150123", None, date(2026, 3, 3))


@dataclass
class Teachers:
    """One class taught by 李建国, and its offices; each act is a transaction of its own."""

    database: Database

    def write(self, draft: CertificateDraft = CARD, who: str = SCHOOL) -> None:
        with self.database.writing() as session:
            write_certificate(session, find_staff(session, who), self.key(LI), draft, now=SEVEN)

    def review(self, verdict: MatchVerdict, opinion: str = "", who: str = DISTRICT, seen: str = "") -> None:
        draft = MatchDraft(self.key(LI), verdict, opinion, seen or self.seen())
        with self.database.writing() as session:
            own = find_class(session, "BT-1").public_id
            review_teacher(session, find_staff(session, who), own, draft, now=SEVEN)

    def change(self, now=SEVEN, who: str = SCHOOL, seen: str = "") -> None:
        since = (WEDNESDAY, HalfDay.MORNING)
        draft = TeacherChangeDraft(self.key(LI), WANG, since, "病假", seen or self.seen())
        with self.database.writing() as session:
            own = find_class(session, "BT-1").public_id
            file_teacher_change(session, find_staff(session, who), own, draft, now=now)

    def receive(self, who: str = DISTRICT) -> None:
        with self.database.writing() as session:
            filed = session.scalars(select(TeacherChange.public_id)).one()
            own = find_class(session, "BT-1").public_id
            receive_change(session, find_staff(session, who), own, filed, now=NINE)

    def key(self, name: str) -> int:
        with self.database.reading() as session:
            own = select(Instructor.id).join(Instructor.institution).where(Instructor.name == name)
            return session.scalars(own.order_by(Instructor.id)).first() or 0

    def seen(self) -> str:
        with self.database.reading() as session:
            return seen_of(session, find_class(session, "BT-1").id)

    def flags(self, now=NINE) -> list[tuple[TeacherFlag, str, int]]:
        with self.database.reading() as session:
            found = teacher_flags_of(session, find_class(session, "BT-1").id, now=now)
            return [(each.flag, each.name, len(each.slots)) for each in found]

    def waits(self, who: str, now=SEVEN) -> list[str]:
        with self.database.reading() as session:
            found = see_worklist(session, find_staff(session, who), WorkKind.TEACHER, most=9, now=now)
            return [each.title for each in found.lines]

    def count(self, table: type) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(table)).all())


@pytest.fixture
def own(database) -> Teachers:
    with database.writing() as session:
        held = a_class(session, "BT-1")
        register_staff(session)
        teacher = find_or_add_instructor(session, held.institution_id, LI)
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == held.id)):
            lesson.instructor = teacher
    return Teachers(database)


def test_from_the_certificate_over_the_review_nothing_waits_any_more(own):
    assert own.waits(SCHOOL) == ["李建国没有有效的证书"]
    assert own.waits(DISTRICT) == []

    own.write(CertificateDraft("技能等级证书", "电工", "三级", "S150123"))
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
        told = [each.kind for each in session.scalars(alerts_for(find_staff(session, DISTRICT)))]
    assert taught == [LI] * 4 + [WANG] * 6
    assert told == ["teacher_changed"]
    assert own.flags() == [(TeacherFlag.UNREVIEWED, WANG, 6)]
    assert own.waits(DISTRICT) == ["BT-1 电工的教师由李建国变更为王强"]

    own.receive()

    assert own.waits(DISTRICT) == []
    with pytest.raises(AlreadyReceived):
        own.receive()


def test_a_change_filed_after_the_lesson_began_holds_and_is_flagged(own):
    own.change(now=NINE)

    assert (TeacherFlag.LATE, WANG, 1) in own.flags()


def test_a_teacher_of_two_schools_is_known_by_the_number_of_the_certificate(own):
    own.write()
    with own.database.writing() as session:
        other = a_class(session, "BT-2", institution=ELSEWHERE, days=1)
        same = find_or_add_instructor(session, other.institution_id, LI)
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == other.id)):
            lesson.instructor = same
        written = {"written_by_id": find_staff(session, SCHOOL).id, "written_by": SCHOOL, "written_at": SEVEN}
        card = {"kind": "技能等级证书", "trade": "电工", "level": "", "number": "S150123"}
        session.add(InstructorCertificate(instructor=same, **card, **written))

    assert (TeacherFlag.TWO_ROOMS, LI, 2) in own.flags()


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
