"""Documents that name people and have outlived their purpose (R27, R72)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from training.claims.rules.c1_training import months_after
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.records.documents import Attachment

SHORTEST = timedelta(days=1)


@dataclass(frozen=True)
class DueDocument:
    """One of them, and where the store has it."""

    attachment_id: int
    key: str


def documents_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """Their keys: so many years after they came as the city's rules keep archives; the oldest first."""
    old = _kept().where(Attachment.handed_at < now - SHORTEST).order_by(Attachment.handed_at, Attachment.id)
    years = _years(session, now)
    return [each.id for each in session.scalars(old) if _is_due(each, years, now)]


def document_still_due(session: Session, attachment_id: int, *, now: datetime) -> DueDocument | None:
    own = session.scalars(_kept().where(Attachment.id == attachment_id)).one_or_none()
    if own is None or not _is_due(own, _years(session, now), now):
        return None
    return DueDocument(own.id, own.store_key)


def count_personal_documents(session: Session) -> int:
    """How many are kept in all."""
    return session.scalar(select(func.count()).select_from(_kept().subquery())) or 0


def _kept() -> Select[Attachment]:
    return select(Attachment).where(Attachment.is_personal, Attachment.purged_at.is_(None))


def _years(session: Session, now: datetime) -> int:
    return choose_rule_set(session, None, shanghai_day(now)).policy.retention_years


def _is_due(own: Attachment, years: int, now: datetime) -> bool:
    return shanghai_day(now) >= months_after(shanghai_day(own.handed_at), 12 * years)
