from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.vouchers.vouchers import VoucherTry

TRIES_KEPT = timedelta(days=30)
"""They close a voucher for a day; whoever looks into who tried codes out has as long as that."""


def forget_tries(session: Session, *, now: datetime) -> None:
    """Remove who typed a wrong code for whose voucher (领用码输错), once nobody asks for it any more."""
    session.execute(delete(VoucherTry).where(VoucherTry.tried_at < now - TRIES_KEPT))
