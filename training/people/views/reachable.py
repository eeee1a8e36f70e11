"""Whom a message may reach: a verified number, and no opt-out."""

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from training.people.terms import VerifiedBy
from training.records.classes.trainees import PhoneChange, Trainee
from training.records.people.reach import PhoneVerification, SmsOptIn, SmsOptOut


def standing_opt_outs() -> Select[SmsOptOut]:
    return select(SmsOptOut).where(~exists().where(SmsOptIn.opt_out_id == SmsOptOut.id))


def opted_out(session: Session, trainee_id: int) -> bool:
    return bool(session.scalar(select(has_opted_out()).where(Trainee.id == trainee_id)))


def why_opted_out(session: Session, trainee_id: int) -> str:
    """What a provider said of it; empty where the trainee asked, or has not opted out."""
    standing = standing_opt_outs().join(Trainee, Trainee.id == SmsOptOut.trainee_id).where(_is_of_number())
    newest = standing.where(Trainee.id == trainee_id).order_by(SmsOptOut.id.desc()).limit(1)
    found = session.scalars(newest).one_or_none()
    return found.reason if found else ""


def verified(session: Session, trainee_id: int) -> bool:
    return bool(session.scalar(select(is_verified()).where(Trainee.id == trainee_id)))


def is_verified(*how: VerifiedBy) -> ColumnElement[bool]:
    """Of the `Trainee` of a query: the present number was verified, and has not been changed since.

    Where ways are named, in one of these.
    """
    return exists().where(
        PhoneVerification.trainee_id == Trainee.id,
        PhoneVerification.phone_index == Trainee.phone_index,
        PhoneVerification.how.in_(how or tuple(VerifiedBy)),
        unchanged_since(),
    )


def unchanged_since() -> ColumnElement[bool]:
    """Of the `PhoneVerification` of a query: no roster brought another number after it."""
    return ~exists().where(
        PhoneChange.trainee_id == PhoneVerification.trainee_id,
        PhoneChange.changed_at > PhoneVerification.verified_at,
    )


def has_opted_out() -> ColumnElement[bool]:
    """Of the `Trainee` of a query."""
    taken_back = exists().where(SmsOptIn.opt_out_id == SmsOptOut.id)
    return exists().where(SmsOptOut.trainee_id == Trainee.id, _is_of_number(), ~taken_back)


def _is_of_number() -> ColumnElement[bool]:
    """What a provider told of a number says nothing of another that the trainee has now."""
    return or_(SmsOptOut.phone_index.is_(None), SmsOptOut.phone_index == Trainee.phone_index)
