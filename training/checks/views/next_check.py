"""The number that the next check of a class will have (R40)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.terms import CheckLevel
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass

LETTERS = {CheckLevel.CITY: "市", CheckLevel.DISTRICT: "区"}


def next_ordinal(session: Session, own: TrainingClass, level: CheckLevel) -> int:
    """第几次, voided ones counted too, so that a number never means two checks."""
    of_level = (SpotCheck.class_id == own.id, SpotCheck.level == level)
    return (session.scalar(select(func.max(SpotCheck.ordinal)).where(*of_level)) or 0) + 1


def check_number(own: TrainingClass, level: CheckLevel, ordinal: int) -> str:
    """检查编号, such as BT2026-001-市1."""
    return f"{own.class_number}-{LETTERS[level]}{ordinal}"
