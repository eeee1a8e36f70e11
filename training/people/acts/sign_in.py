"""A trainee signs in with a code from an SMS, and out again."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound, Refusal
from training.people.acts.reach_trainee import verify_by_code
from training.people.acts.request_login_code import code_digest
from training.people.rules.login_codes import SIGN_IN_LASTS, TooManyTries, WrongCode, check_try
from training.records.classes.trainees import Trainee
from training.records.people.sign_in import CodeAttempt, LoginCode, SignIn, SignOut
from training.staff.acts.issue_token import digest


@dataclass(frozen=True)
class Person:
    """One of those who share a phone, as they are offered to choose from."""

    public_id: UUID
    name: str


class ChoosePerson(Refusal):
    """Several trainees share this phone; one of them has to be named."""

    def __init__(self, people: list[Person]):
        super().__init__("这个手机号有几位学员，请选择是哪一位。")
        self.people = people


@dataclass(frozen=True)
class CodeCheck:
    """What came of a try. A failed one is a row too, so it is told and not raised: a raise would undo it."""

    code_id: int | None = None
    refusal: Refusal | None = None


def try_code(session: Session, phone: str, code: str, *, now: datetime) -> CodeCheck:
    """Try `code` against the latest one sent to the phone, and record the try."""
    sent = select(LoginCode).where(LoginCode.phone_index == phone)
    latest = session.scalars(
        sent.order_by(LoginCode.requested_at.desc(), LoginCode.id.desc()).limit(1)
    ).first()
    if latest is None:
        return CodeCheck(refusal=WrongCode())
    tries = session.scalar(select(func.count()).where(CodeAttempt.code_id == latest.id)) or 0
    try:
        check_try(tries, latest.expires_at, now)
        _refuse_used(session, latest)
    except Refusal as refusal:
        return CodeCheck(refusal=refusal)
    succeeds = latest.digest == code_digest(session, phone, code)
    attempt = {"code_id": latest.id, "ordinal": tries + 1, "attempted_at": now, "succeeded": succeeds}
    # Tries at the same moment would all see the same count; each ordinal is given once, the others lose.
    if not insert_new(session, CodeAttempt, [attempt]):
        return CodeCheck(refusal=TooManyTries())
    return CodeCheck(code_id=latest.id) if succeeds else CodeCheck(refusal=WrongCode())


def people_of_code(session: Session, code_id: int, *, now: datetime) -> list[Person]:
    """Everybody who shares the phone of a code that was tried with success; raises WrongCode once old."""
    return [Person(each.public_id, each.name) for each in _sharing(session, code_id, now)]


def sign_in(session: Session, code_id: int, person: UUID | None, *, token: str, now: datetime) -> SignIn:
    """Begin the session of `person`, or of the only one whose phone it is; keeps the digest of `token`.

    Raises WrongCode, ChoosePerson, or NotFound where the person does not share the phone.
    """
    trainee = _choose(_sharing(session, code_id, now), person)
    begun = SignIn(
        digest=digest(token),
        trainee_id=trainee.id,
        code_id=code_id,
        signed_in_at=now,
        expires_at=now + SIGN_IN_LASTS,
    )
    session.add(begun)
    session.flush()
    # Whoever reads a code that came to the phone has it: reminders may go there from now on.
    verify_by_code(session, trainee, now=now)
    return begun


def signed_in_trainee(session: Session, token: str, *, now: datetime) -> int | None:
    """The key of the trainee whose living session this token is."""
    return session.scalar(_living(), {"digest": digest(token), "now": now})


@cache
def _living() -> Select[int]:
    """Put together once: every page of a trainee asks it, and that costs more than to run it."""
    own = select(SignIn.trainee_id).outerjoin(SignOut).where(SignOut.id.is_(None))
    return own.where(SignIn.digest == bindparam("digest"), SignIn.expires_at > bindparam("now"))


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End the session of this token; a second time changes nothing."""
    begun = session.scalar(select(SignIn.id).where(SignIn.digest == digest(token)))
    if begun is not None:
        insert_new(session, SignOut, [{"sign_in_id": begun, "signed_out_at": now}])


def _sharing(session: Session, code_id: int, now: datetime) -> list[Trainee]:
    proved = session.get(LoginCode, code_id)
    if proved is None or now >= proved.expires_at:
        raise WrongCode
    _refuse_used(session, proved)
    sharing = select(Trainee).where(Trainee.phone_index == proved.phone_index)
    return list(session.scalars(sharing.order_by(Trainee.id)))


def _choose(people: list[Trainee], person: UUID | None) -> Trainee:
    if not people:
        raise WrongCode
    if person is None:
        if len(people) > 1:
            raise ChoosePerson([Person(each.public_id, each.name) for each in people])
        return people[0]
    for trainee in people:
        if trainee.public_id == person:
            return trainee
    raise NotFound("这位学员")


def _refuse_used(session: Session, code: LoginCode) -> None:
    if session.scalar(select(SignIn.id).where(SignIn.code_id == code.id).limit(1)) is not None:
        raise WrongCode
