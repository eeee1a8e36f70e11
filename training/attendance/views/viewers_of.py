from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.rules.viewers import Viewers, roster_of_viewers
from training.records.classes.trainees import Enrolment, Trainee


def viewers_of(session: Session, class_id: int) -> Viewers:
    """The class's roster as viewers of its live lessons."""
    columns = (Enrolment.id, Trainee.name, Trainee.phone_index)
    roster = select(*columns).join(Trainee, Enrolment.trainee_id == Trainee.id)
    return roster_of_viewers(session.execute(roster.where(Enrolment.class_id == class_id)))
