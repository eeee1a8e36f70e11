from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.rules.c1_training import Approval
from training.records.claims.schools import SchoolApproval


def approvals_of(session: Session, institution_id: int) -> tuple[Approval, ...]:
    """As the rules see them."""
    own = select(SchoolApproval).where(SchoolApproval.institution_id == institution_id)
    return tuple(
        Approval(
            each.valid_from,
            each.valid_until,
            each.filed_on,
            each.revocation.revoked_on if each.revocation else None,
        )
        for each in session.scalars(own.options(joinedload(SchoolApproval.revocation)))
    )
