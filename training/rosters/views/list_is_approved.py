from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.results import QualifiedList


def list_is_approved(session: Session, class_id: int) -> bool:
    """Whether a list of the class's qualified people counts: then neither class nor roster change (R16)."""
    own = select(QualifiedList.id).where(QualifiedList.class_id == class_id)
    return session.scalars(own.where(QualifiedList.approved_at.is_not(None)).limit(1)).first() is not None
