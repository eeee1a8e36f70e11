from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.records.classes.classes import TrainingClass


def hold_result(session: Session, own: TrainingClass) -> None:
    """Nobody else signs for this class, or changes it or its roster, until the transaction ends."""
    wait_for_turn(session, TURNS["roster"])
    session.scalars(
        select(TrainingClass.id).where(TrainingClass.id == own.id).with_for_update(key_share=True)
    ).one()
    session.refresh(own)
