"""Which pictures a second person was asked by, to explain a mismatch; they prove nothing else (R37)."""

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session

from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence


def is_explaining(session: Session, evidence: Evidence) -> bool:
    """Whatever was answered."""
    return session.scalar(select(Confirmation.id).where(Confirmation.evidence_id == evidence.id)) is not None


def explaining() -> Exists:
    """Of the pictures of the query around it."""
    return exists().where(Confirmation.evidence_id == Evidence.id)
