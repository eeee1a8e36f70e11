"""Old certificates and receipts that have outlived their years, as the city keeps archives (R17, R72)."""

from datetime import datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from training.claims.rules.c1_training import months_after
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import end_of_day, shanghai_day
from training.records.certificates import CertificateHandover
from training.records.classes.batches import ImportBatch
from training.records.exchange.former import FormerCertificate


def former_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """By the keys of the files that brought them: whole, so many years after the file came."""
    kept = select(FormerCertificate.batch_id).where(FormerCertificate.purged_at.is_(None))
    due = select(ImportBatch.id).where(ImportBatch.id.in_(kept))
    came_before = due.where(ImportBatch.imported_at < _kept_since(session, now))
    return list(session.scalars(came_before.order_by(ImportBatch.id)))


def receipts_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """By the keys of the hand-overs, so many years after they were written down."""
    kept = select(CertificateHandover.id).where(CertificateHandover.purged_at.is_(None))
    due = kept.where(CertificateHandover.recorded_at < _kept_since(session, now))
    return list(session.scalars(due.order_by(CertificateHandover.id)))


def count_former_files(session: Session) -> int:
    """How many files there are of which something is kept."""
    kept = select(func.count(distinct(FormerCertificate.batch_id)))
    return session.scalar(kept.where(FormerCertificate.purged_at.is_(None))) or 0


def count_receipts(session: Session) -> int:
    """Of which there is still a picture."""
    kept = select(func.count()).select_from(CertificateHandover)
    return session.scalar(kept.where(CertificateHandover.purged_at.is_(None))) or 0


def _kept_since(session: Session, now: datetime) -> datetime:
    """What came before this midnight is due: on the same day so many years later."""
    today = shanghai_day(now)
    years = choose_rule_set(session, None, today).policy.retention_years
    return end_of_day(months_after(today, -12 * years))
