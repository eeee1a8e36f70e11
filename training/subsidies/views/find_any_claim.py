from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.views.find_claim import claims_with_class
from training.errors import NotFound
from training.records.claims.claims import C1Claim


def find_any_claim(session: Session, claim_id: UUID) -> C1Claim:
    """For commands, which run beside the database; raises NotFound."""
    found = session.scalars(claims_with_class().where(C1Claim.public_id == claim_id)).one_or_none()
    if found is None:
        raise NotFound(f"申领 {claim_id}")
    return found
