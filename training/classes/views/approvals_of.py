from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.approvals import Approval
from training.records.claims.schools import SchoolApproval


def approvals_of(session: Session, institution_id: int) -> tuple[Approval, ...]:
    """As the rules see them."""
    return tuple(approvals_of_schools(session, [institution_id]).get(institution_id, ()))


def approvals_of_schools(session: Session, institutions: Collection[int]) -> Mapping[int, Sequence[Approval]]:
    """The same of many; one statement, none for no institution."""
    found: dict[int, list[Approval]] = defaultdict(list)
    if not institutions:
        return found
    own = select(SchoolApproval).where(SchoolApproval.institution_id.in_(institutions))
    for each in session.scalars(own.options(joinedload(SchoolApproval.revocation))):
        found[each.institution_id].append(_as_rules_see(each))
    return found


def _as_rules_see(own: SchoolApproval) -> Approval:
    revoked_on = own.revocation.revoked_on if own.revocation else None
    return Approval(own.valid_from, own.valid_until, own.filed_on, revoked_on)
