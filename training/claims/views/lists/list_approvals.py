from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.records.claims.schools import SchoolApproval
from training.records.classes.classes import Institution


def list_approvals(session: Session, school: Institution | None = None) -> list[SchoolApproval]:
    """Of one school or of all, school by school, the oldest first."""
    approvals = (
        select(SchoolApproval)
        .join(SchoolApproval.institution)
        .options(joinedload(SchoolApproval.institution), joinedload(SchoolApproval.revocation))
        .order_by(Institution.name, SchoolApproval.valid_from, SchoolApproval.id)
    )
    if school is not None:
        approvals = approvals.where(SchoolApproval.institution_id == school.id)
    return list(session.scalars(approvals))
