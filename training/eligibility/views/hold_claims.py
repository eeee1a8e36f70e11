from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.views.find_claim import claims_with_class
from training.records.claims.claims import C1Claim


def hold_claims(session: Session, keys: Collection[int]) -> Sequence[C1Claim]:
    """These as they are now, by key; until the transaction ends nobody else acts on them."""
    own = select(C1Claim.id).where(C1Claim.id.in_(keys)).order_by(C1Claim.id)
    session.scalars(own.with_for_update()).all()
    rows = claims_with_class().where(C1Claim.id.in_(keys)).order_by(C1Claim.id)
    return session.scalars(rows.execution_options(populate_existing=True)).all()
