"""What may be told to a trainee of checks: nothing while they run, or who is sought would know beforehand."""

from sqlalchemy import exists

from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Enrolment
from training.records.meetings.members import ChatAccount

IS_OVER = SpotCheck.ended_at.is_not(None)
"""Of the check that a row belongs to."""
TELLS_OF_NO_CHECK = ~exists().where(
    SpotCheck.class_id == Enrolment.class_id,
    Enrolment.trainee_id == ChatAccount.trainee_id,
    SpotCheck.ended_at.is_(None),
    SpotCheck.started_at <= ChatAccount.looked_up_at,
)
"""Of an account: not looked up since a check that still runs in one of the trainee's classes began."""
