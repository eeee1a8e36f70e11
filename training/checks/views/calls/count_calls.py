"""How much of a check is recorded already, for a button that shall add to it once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.checks.calls import SpotCall
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck, Substitution


def count_calls(session: Session, check_number: str, position: int) -> int:
    """The calls of the trainee there, corrected ones too."""
    own = select(func.count(SpotCall.id)).join(DrawnTrainee, DrawnTrainee.id == SpotCall.drawn_id)
    own = own.join(SpotCheck, SpotCheck.id == SpotCall.check_id)
    own = own.where(SpotCheck.number == check_number, DrawnTrainee.position == position)
    return session.scalars(own).one()


def count_substitutions(session: Session, check_number: str) -> int:
    """Those of the reserve who took a place."""
    own = select(func.count(Substitution.id)).join(SpotCheck, SpotCheck.id == Substitution.check_id)
    return session.scalars(own.where(SpotCheck.number == check_number)).one()
