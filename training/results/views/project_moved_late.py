from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.notice.clock import end_of_day
from training.records.classes.classes import TrainingClass
from training.records.projects import ClassProjectChoice


def project_moved_late(session: Session, own: TrainingClass) -> bool:
    """Whether the project, and what qualifies with it, is another one since the class's last day (R48)."""
    late = ClassProjectChoice.chosen_at >= end_of_day(own.ends_on)
    return bool(session.scalar(select(exists().where(ClassProjectChoice.class_id == own.id, late))))
