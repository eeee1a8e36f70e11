"""带入: the next check also calls whom a voided draw had chosen and not found 一致, so none is drawn away."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.rules.calls import Standing
from training.checks.terms import CheckMethod
from training.checks.views.find_check import checks_with_class
from training.checks.views.load_check import LoadedCheck, load_check
from training.records.checks.spot_checks import CarryOver, CheckVoiding, SpotCheck


def carry_over(session: Session, check: SpotCheck, *, now: datetime) -> set[UUID]:
    """Note that this check carries on the voided draws of its class and level; gives whom it owes a call."""
    voided = list(_uncarried(session, check))
    session.add_all(CarryOver(check_id=check.id, voided_id=each.id) for each in voided)
    session.flush()
    return {owed for each in voided for owed in _not_matched(load_check(session, each, now))}


def _uncarried(session: Session, check: SpotCheck) -> Iterable[SpotCheck]:
    of_level = (SpotCheck.class_id == check.class_id, SpotCheck.level == check.level)
    voided = (
        checks_with_class()
        .join(CheckVoiding, CheckVoiding.check_id == SpotCheck.id)
        .outerjoin(CarryOver, CarryOver.voided_id == SpotCheck.id)
        .where(*of_level, SpotCheck.method == CheckMethod.PHONE, CarryOver.id.is_(None))
    )
    return session.scalars(voided.order_by(SpotCheck.id)).all()


def _not_matched(loaded: LoadedCheck) -> set[UUID]:
    """Replaced ones too: whoever could not be reached then is called again."""
    chosen = loaded.in_play
    return {each.enrolment.public_id for each in chosen if loaded.standing(each) is not Standing.MATCHED}
