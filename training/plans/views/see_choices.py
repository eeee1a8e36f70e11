"""Who said of which item a class is, and why."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.records.plans import ClassPlanChoice


def choices_of(session: Session, own: TrainingClass) -> Sequence[ClassPlanChoice]:
    """As they were made."""
    rows = select(ClassPlanChoice).where(ClassPlanChoice.class_id == own.id)
    return session.scalars(rows.order_by(ClassPlanChoice.ordinal)).all()
