"""A class whose teacher is filed, and what its offices do about him."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tests.factories import a_class, at
from tests.training.checks.checking import DISTRICT, SCHOOL, register_staff
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import HalfDay
from training.outbox.views.alerts_for import alerts_for
from training.records.classes.classes import Institution, Instructor, Lesson
from training.records.teachers import InstructorCertificate, TeacherChange
from training.staff.views.find_staff import find_staff
from training.teachers.acts.decide_withdrawal import WithdrawalSaid, decide_withdrawal
from training.teachers.acts.file_teacher_change import TeacherChangeDraft, file_teacher_change
from training.teachers.acts.receive_change import receive_change
from training.teachers.acts.review_teacher import MatchDraft, review_teacher
from training.teachers.acts.withdraw_certificate import withdraw_certificate
from training.teachers.acts.write_certificate import write_certificate
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.terms import MatchVerdict, TeacherFlag
from training.teachers.views.hold_teachers import seen_of
from training.teachers.views.teaching_of import teacher_flags_of
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist

LI, WANG, ELSEWHERE = "李建国", "王强", "另一所学校"
WEDNESDAY = date(2026, 3, 4)
SEVEN, NINE, TEN = (at(WEDNESDAY, hour) for hour in ("07:00", "09:00", "10:00"))
CARD = CertificateDraft("技能等级证书", "电工", "三级", "S150123", None, date(2026, 3, 3))
ENDLESS = CertificateDraft("技能等级证书", "电工", "三级", "S150123")


@dataclass
class Teachers:
    """One class taught by 李建国, and its offices; each act is a transaction of its own."""

    database: Database

    def write(
        self,
        draft: CertificateDraft = CARD,
        who: str = SCHOOL,
        *,
        name: str = LI,
        school: str = "",
        now: datetime = SEVEN,
    ) -> None:
        key = self.key(name, school)
        with self.database.writing() as session:
            write_certificate(session, find_staff(session, who), key, draft, now=now)

    def withdraw(self, who: str = SCHOOL, reason: str = "查无此证", now: datetime = NINE) -> None:
        with self.database.writing() as session:
            withdraw_certificate(session, find_staff(session, who), self.card(), reason, now=now)

    def decide(self, is_approved: bool = True, who: str = DISTRICT, note: str = "") -> None:
        said = WithdrawalSaid(is_approved, note)
        with self.database.writing() as session:
            decide_withdrawal(session, find_staff(session, who), self.card(), said, now=TEN)

    def card(self) -> UUID:
        """The one written down last."""
        with self.database.reading() as session:
            last = select(InstructorCertificate.public_id).order_by(InstructorCertificate.id.desc())
            return session.scalars(last.limit(1)).one()

    def review(
        self,
        verdict: MatchVerdict,
        opinion: str = "",
        who: str = DISTRICT,
        *,
        seen: str = "",
        number: str = "BT-1",
        now: datetime = SEVEN,
    ) -> None:
        draft = MatchDraft(self.key(LI), verdict, opinion, seen or self.seen(number))
        with self.database.writing() as session:
            own = find_class(session, number).public_id
            review_teacher(session, find_staff(session, who), own, draft, now=now)

    def change(
        self, now: datetime = SEVEN, who: str = SCHOOL, *, seen: str = "", number: str = "BT-1"
    ) -> None:
        since = (WEDNESDAY, HalfDay.MORNING)
        draft = TeacherChangeDraft(self.key(LI), WANG, since, "病假", seen or self.seen(number))
        with self.database.writing() as session:
            own = find_class(session, number).public_id
            file_teacher_change(session, find_staff(session, who), own, draft, now=now)

    def receive(self, who: str = DISTRICT) -> None:
        with self.database.writing() as session:
            filed = session.scalars(select(TeacherChange.public_id)).one()
            own = find_class(session, "BT-1").public_id
            receive_change(session, find_staff(session, who), own, filed, now=NINE)

    def key(self, name: str, school: str = "") -> int:
        with self.database.reading() as session:
            own = select(Instructor.id).join(Instructor.institution).where(Instructor.name == name)
            there = own.where(Institution.name == school) if school else own
            return session.scalars(there.order_by(Instructor.id)).first() or 0

    def seen(self, number: str = "BT-1") -> str:
        with self.database.reading() as session:
            return seen_of(session, find_class(session, number).id)

    def flags(self, now: datetime = NINE, number: str = "BT-1") -> list[tuple[TeacherFlag, str, int]]:
        with self.database.reading() as session:
            found = teacher_flags_of(session, find_class(session, number).id, now=now)
            return [(each.flag, each.name, len(each.slots)) for each in found]

    def waits(self, who: str, now: datetime = SEVEN) -> list[str]:
        with self.database.reading() as session:
            found = see_worklist(session, find_staff(session, who), WorkKind.TEACHER, most=9, now=now)
            return [each.title for each in found.lines]

    def told(self, who: str) -> list[str]:
        with self.database.reading() as session:
            return [each.kind for each in session.scalars(alerts_for(find_staff(session, who)))]

    def count(self, table: type) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(table)).all())


def a_taught_class(database: Database) -> Teachers:
    """BT-1, from Monday to Friday, all of it by 李建国."""
    with database.writing() as session:
        held = a_class(session, "BT-1")
        register_staff(session)
        teacher = find_or_add_instructor(session, held.institution_id, LI)
        for lesson in session.scalars(select(Lesson).where(Lesson.class_id == held.id)):
            lesson.instructor = teacher
    return Teachers(database)
