"""A class at work whose trainees can be reached, and what is written to them."""

import json
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_trainee, an_enrolment, at
from training.attendance.acts.write_reminders import write_reminders
from training.attendance.terms import PunchKind
from training.attendance.views.plan_reminders import plan_reminders
from training.database import Database
from training.notice.terms import HalfDay, Role
from training.outbox.rules.short_links import ShortLinks
from training.people.acts.verify_by_code import verify_by_code
from training.records.attendance.corrections import CorrectionDecision, PunchCorrection
from training.records.classes.classes import Institution, Lesson, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff

_tokens = count(1)
LINKS = ShortLinks("https://chaban.example", lambda: f"token-{next(_tokens)}")


def a_reachable(
    session: Session, training_class: TrainingClass, name: str, number: str | None, *, verified: bool = True
) -> Enrolment:
    """Somebody of the class; the phone ends with the number."""
    trainee = a_trainee(session, name, f"1380000{int(number or 999):04}")
    if verified:
        verify_by_code(session, trainee, now=at(training_class.starts_on, "06:00"))
    return an_enrolment(session, training_class, trainee, number)


def remind(database: Database, now, only: str | None = None) -> int:
    """As the schedule does it: decide in one session, write in another."""
    with database.reading() as session:
        chosen = (
            session.scalars(select(TrainingClass).where(TrainingClass.class_number == only)).one()
            if only
            else None
        )
        plan = plan_reminders(session, now, chosen)
    with database.writing() as session:
        return write_reminders(session, plan, LINKS, now=now)


def written(database: Database) -> list[tuple[str, str, dict[str, str]]]:
    """(template, phone, values but the link) of every message of the outbox."""
    with database.reading() as session:
        messages = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))
        return [(each.template, each.phone, _values(each)) for each in messages]


def _values(message: OutgoingMessage) -> dict[str, str]:
    values = json.loads(message.parameters)
    return {name: value for name, value in values.items() if name != "link"}


def staff_of(session: Session, role: Role, place: str = "") -> Staff:
    """A member of staff of a district or an institution that is there already."""
    district = session.scalars(select(District).where(District.name == place)).one_or_none()
    institution = session.scalars(select(Institution).where(Institution.name == place)).one_or_none()
    chosen = (
        district if role is Role.DISTRICT else None,
        institution if role is Role.INSTITUTION else None,
    )
    name = f"{role.words}{place}"
    return add_staff(session, name, role, *chosen, now=at(MONDAY, "06:00"))


def an_approved_correction(
    session: Session, enrolment: Enrolment, lesson: Lesson, punch: PunchKind, staff: Staff
) -> PunchCorrection:
    correction = PunchCorrection(
        enrolment=enrolment,
        lesson=lesson,
        punch=punch,
        ordinal=1,
        reason="机器没认出",
        asked_at=at(lesson.held_on, "18:00"),
    )
    correction.decision = CorrectionDecision(
        is_approved=True, decided_by=staff, decided_at=at(lesson.held_on, "19:00"), note=""
    )
    session.add(correction)
    session.flush()
    return correction


def lesson_of(session: Session, training_class: TrainingClass, day, half_day: HalfDay) -> Lesson:
    own = select(Lesson).where(Lesson.class_id == training_class.id)
    return session.scalars(own.where(Lesson.held_on == day, Lesson.half_day == half_day)).one()
