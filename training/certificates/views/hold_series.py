from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.certificates import CertificateSeries


def hold_series(session: Session, scope: str, year: int) -> CertificateSeries:
    """The series as it is now; until the transaction ends nobody else takes a serial of it."""
    rows = select(CertificateSeries).where(CertificateSeries.scope == scope, CertificateSeries.year == year)
    held = rows.with_for_update().execution_options(populate_existing=True)
    return session.scalars(held).one()
