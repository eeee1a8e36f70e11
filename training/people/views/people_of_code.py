"""Who may sign in by a code: everybody who shares the phone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.rules.login_codes import WrongCode, is_living
from training.records.classes.trainees import Trainee
from training.records.people.sign_in import LoginCode, SignIn


def refuse_used_code(session: Session, code: LoginCode) -> None:
    if session.scalar(select(SignIn.id).where(SignIn.code_id == code.id).limit(1)) is not None:
        raise WrongCode


def people_sharing(session: Session, code_id: int, now: datetime) -> list[Trainee]:
    proved = session.get(LoginCode, code_id)
    if proved is None or not is_living(proved.expires_at, now):
        raise WrongCode
    refuse_used_code(session, proved)
    sharing = select(Trainee).where(Trainee.phone_index == proved.phone_index)
    return list(session.scalars(sharing.order_by(Trainee.id)))


@dataclass(frozen=True)
class Person:
    """One of those who share a phone, as they are offered to choose from."""

    public_id: UUID
    name: str


def people_of_code(session: Session, code_id: int, *, now: datetime) -> list[Person]:
    """Everybody who shares the phone of a code that was tried with success; raises WrongCode once old."""
    return [Person(each.public_id, each.name) for each in people_sharing(session, code_id, now)]
