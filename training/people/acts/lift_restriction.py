"""The office ends a restriction (解除限制处理), with a reason that the trainee reads."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_one
from training.errors import NotNow
from training.notice.notes import read_reason
from training.people.acts.restrict_processing import Cause
from training.records.people.restrictions import ProcessingRestriction, RestrictionLift


class AlreadyLifted(NotNow):
    """Somebody was first."""

    def __init__(self) -> None:
        super().__init__("限制处理已经解除了，请刷新看。")


def lift_restriction(
    session: Session, restriction: ProcessingRestriction, cause: Cause, *, now: datetime
) -> RestrictionLift:
    """Raises ReasonMissing, TextTooLong or AlreadyLifted."""
    row = {
        "restriction_id": restriction.id,
        "reason": read_reason(cause.reason, "解除限制处理"),
        "lifted_by_id": cause.by_id,
        "lifted_by": cause.by,
        "lifted_at": now,
    }
    lifted = insert_one(session, RestrictionLift, row)
    if lifted is None:
        raise AlreadyLifted
    session.expire(restriction, ["lift"])
    return session.get_one(RestrictionLift, lifted)
