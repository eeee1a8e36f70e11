"""By which accounts and phones the people of a class are known in a meeting."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from training.database import blind
from training.meetings.rules.meeting_members import OnRoster, Roster
from training.records.classes.classes import Instructor, Lesson
from training.records.classes.trainees import Enrolment, Trainee
from training.records.meetings.members import ACCOUNT, ChatAccount
from training.records.staff.staff import Staff


def account_of(session: Session, trainee: Trainee) -> ChatAccount | None:
    """What the vendor answered for the present phone; None where it was never asked."""
    answers = session.scalars(_answers().where(ChatAccount.trainee_id == trainee.id)).all()
    return answers[-1] if answers else None


def people_of(session: Session, class_id: int, enrolments: Sequence[Enrolment]) -> Roster:
    """Those enrolments with their accounts and phones, beside the staff and the teachers of the class."""
    accounts = _accounts(session, class_id)
    people = [
        OnRoster(each.id, each.trainee.name, accounts.get(each.trainee_id, frozenset()), phone)
        for each in enrolments
        for phone in [each.trainee.phone_index]
    ]
    return Roster(people, _officials(session), teachers_of(session, class_id))


def teachers_of(session: Session, class_id: int) -> set[str]:
    theirs = select(Instructor.name).join(Lesson, Lesson.instructor_id == Instructor.id)
    return set(session.scalars(theirs.where(Lesson.class_id == class_id)))


def _accounts(session: Session, class_id: int) -> dict[int, frozenset[bytes]]:
    """By trainee, under both of the vendor's names; nothing where nobody has the phone."""
    in_class = select(Enrolment.trainee_id).where(Enrolment.class_id == class_id)
    answers = session.scalars(_answers().where(ChatAccount.trainee_id.in_(in_class)))
    return {each.trainee_id: frozenset(_indexes(session, each.chat_id, each.account_id)) for each in answers}


def _indexes(session: Session, *names: str | None) -> list[bytes]:
    """A meeting names its people by the account; where it names them as the chat does, they are known too."""
    return [blind(session, ACCOUNT, each) for each in names if each]


def _answers() -> Select[ChatAccount]:
    """The latest comes last and holds; an answer for a number that is the trainee's no longer is none."""
    present = and_(ChatAccount.trainee_id == Trainee.id, ChatAccount.phone_index == Trainee.phone_index)
    own = select(ChatAccount).join(Trainee, present)
    return own.order_by(ChatAccount.looked_up_at, ChatAccount.id)


def _officials(session: Session) -> list[bytes]:
    known = session.execute(select(Staff.chat_id, Staff.account_id).order_by(Staff.id))
    return [index for names in known for index in _indexes(session, *names)]
