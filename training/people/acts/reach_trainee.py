"""Whether a trainee may be texted: the phone is verified, and the trainee has not opted out."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.database import insert_new
from training.notice.terms import Role, VerifiedBy
from training.records.attendance.reminders import PhoneVerification, SmsOptIn, SmsOptOut
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, PhoneChange, Trainee
from training.records.staff.staff import Staff


def verify_by_code(session: Session, trainee: Trainee, *, now: datetime) -> bool:
    """The trainee typed a code that came to the phone; says whether that is news."""
    return _verify(session, trainee, VerifiedBy.CODE, "", now)


def verify_by_staff(session: Session, trainee: Trainee, staff: Staff, *, now: datetime) -> bool:
    """Somebody of the institution or of the supervision has checked the number; says whether that is news."""
    of_institution = staff.role is Role.INSTITUTION
    how = VerifiedBy.INSTITUTION if of_institution else VerifiedBy.INSPECTOR
    return _verify(session, trainee, how, staff.name, now)


def verify_class(session: Session, training_class: TrainingClass, staff: Staff, *, now: datetime) -> int:
    """Verify every number of the class at its opening and say how many were news.

    Raises NotFound where this person may not see the class.
    """
    see_class(session, staff, training_class.public_id)
    own = select(Trainee).join(Enrolment).where(Enrolment.class_id == training_class.id)
    unverified = session.scalars(own.where(~is_verified()).order_by(Trainee.id)).all()
    return sum(verify_by_staff(session, trainee, staff, now=now) for trainee in unverified)


def opt_out(session: Session, trainee: Trainee, *, asked_by: str, now: datetime) -> bool:
    """No reminders by SMS from now on (退订); says whether that is news."""
    if opted_out(session, trainee.id):
        return False
    session.add(SmsOptOut(trainee_id=trainee.id, asked_by=asked_by, asked_at=now))
    session.flush()
    return True


def opt_in(session: Session, trainee: Trainee, *, asked_by: str, now: datetime) -> bool:
    """Take back every opting out; says whether there was one."""
    standing = session.scalars(_standing().where(SmsOptOut.trainee_id == trainee.id)).all()
    rows = [{"opt_out_id": each.id, "asked_by": asked_by, "asked_at": now} for each in standing]
    return insert_new(session, SmsOptIn, rows) > 0


def opted_out(session: Session, trainee_id: int) -> bool:
    return bool(session.scalar(select(has_opted_out()).where(Trainee.id == trainee_id)))


def why_opted_out(session: Session, trainee_id: int) -> str:
    """What a provider said of it; empty where the trainee asked, or has not opted out."""
    standing = _standing().join(Trainee, Trainee.id == SmsOptOut.trainee_id).where(_is_of_number())
    newest = standing.where(Trainee.id == trainee_id).order_by(SmsOptOut.id.desc()).limit(1)
    found = session.scalars(newest).one_or_none()
    return found.reason if found else ""


def verified(session: Session, trainee_id: int) -> bool:
    return bool(session.scalar(select(is_verified()).where(Trainee.id == trainee_id)))


def is_verified() -> ColumnElement[bool]:
    """Of the `Trainee` of a query: the present number was verified, and has not been changed since."""
    changed_since = exists().where(
        PhoneChange.trainee_id == PhoneVerification.trainee_id,
        PhoneChange.changed_at > PhoneVerification.verified_at,
    )
    return exists().where(
        PhoneVerification.trainee_id == Trainee.id,
        PhoneVerification.phone_index == Trainee.phone_index,
        ~changed_since,
    )


def has_opted_out() -> ColumnElement[bool]:
    """Of the `Trainee` of a query."""
    taken_back = exists().where(SmsOptIn.opt_out_id == SmsOptOut.id)
    return exists().where(SmsOptOut.trainee_id == Trainee.id, _is_of_number(), ~taken_back)


def _is_of_number() -> ColumnElement[bool]:
    """What a provider told of a number says nothing of another that the trainee has now."""
    return or_(SmsOptOut.phone_index.is_(None), SmsOptOut.phone_index == Trainee.phone_index)


def _standing() -> Select[SmsOptOut]:
    return select(SmsOptOut).where(~exists().where(SmsOptIn.opt_out_id == SmsOptOut.id))


def _verify(session: Session, trainee: Trainee, how: VerifiedBy, by: str, now: datetime) -> bool:
    if verified(session, trainee.id):
        return False
    row = PhoneVerification(
        trainee_id=trainee.id,
        phone_index=trainee.phone_index,
        how=how,
        verified_by=by,
        verified_at=now,
    )
    session.add(row)
    session.flush()
    return True
