"""Photos of 补卡 that have outlived their purpose."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.records.attendance.corrections import CorrectionDecision, CorrectionPhoto, PunchCorrection
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

SHORTEST = timedelta(days=1)


def photos_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """Their keys: so many days after the decision as the rules of the class say, or after the request."""
    since = func.coalesce(CorrectionDecision.decided_at, PunchCorrection.asked_at)
    kept = (
        select(CorrectionPhoto.id, PunchCorrection, CorrectionDecision.decided_at)
        .join(PunchCorrection, CorrectionPhoto.correction_id == PunchCorrection.id)
        .outerjoin(PunchCorrection.decision)
        .where(CorrectionPhoto.purged_at.is_(None), since < now - SHORTEST)
        .order_by(CorrectionPhoto.id)
        .options(
            joinedload(PunchCorrection.enrolment)
            .joinedload(Enrolment.training_class)
            .joinedload(TrainingClass.rule_set)
        )
    )
    found = session.execute(kept).all()
    return [key for key, asked, decided_at in found if _is_due(asked, decided_at or asked.asked_at, now)]


def _is_due(asked: PunchCorrection, since: datetime, now: datetime) -> bool:
    policy = asked.enrolment.training_class.rule_set.policy
    return now - since >= timedelta(days=policy.correction_photo_days)
