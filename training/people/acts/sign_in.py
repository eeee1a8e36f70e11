"""A trainee signs in with a code from an SMS, and out again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound, NotNow
from training.people.acts.verify_by_code import verify_by_code
from training.people.rules.login_codes import SIGN_IN_LASTS, WrongCode
from training.people.views.people_of_code import Person, people_sharing
from training.records.classes.trainees import Trainee
from training.records.people.sign_in import SignIn
from training.staff.rules.digest import digest


class ChoosePerson(NotNow):
    """Several trainees share this phone; one of them has to be named."""

    def __init__(self, people: list[Person]):
        super().__init__("这个手机号有几位学员，请选择是哪一位。")
        self.people = people


def sign_in(
    session: Session, code_id: int, person: UUID | None, *, token: str, device: str = "", now: datetime
) -> SignIn:
    """Begin the session of `person`, or of the only one whose phone it is; keeps the digest of `token`
    and, in words, the device.

    Raises WrongCode, ChoosePerson, or NotFound where the person does not share the phone.
    """
    trainee = _choose(people_sharing(session, code_id, now), person)
    begun = SignIn(
        digest=digest(token),
        trainee_id=trainee.id,
        code_id=code_id,
        signed_in_at=now,
        expires_at=now + SIGN_IN_LASTS,
        device=device,
        seen_at=now,
    )
    session.add(begun)
    session.flush()
    # Whoever reads a code that came to the phone has it: reminders may go there from now on.
    verify_by_code(session, trainee, now=now)
    return begun


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
