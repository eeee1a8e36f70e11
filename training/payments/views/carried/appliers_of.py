"""Whose hand was in an application of what was carried over: those who had applied for it before (R22)."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.claims.terms import ClaimAct
from training.deputies.views.hands import Signature
from training.records.claims.claims import ClaimEvent
from training.records.subsidies.lines import SubsidyLine


def appliers_of(session: Session, applications: Collection[int]) -> Mapping[int, list[Signature]]:
    """By application those who applied for its claims of C1 the last time; one statement, none for nobody.

    Of what the common chain applied for itself they are who made the application.
    """
    found: dict[int, list[Signature]] = defaultdict(list)
    if not applications:
        return found
    own, event = SubsidyLine.application_id, ClaimEvent
    rows = select(own, event.staff_id, func.max(event.acted_at))
    rows = rows.join(event, event.claim_id == SubsidyLine.claim_id)
    of_staff = rows.where(own.in_(applications), event.staff_id.is_not(None))
    last = of_staff.where(event.act == ClaimAct.APPLY, _is_last()).group_by(own, event.staff_id)
    for application, key, at in session.execute(last.order_by(own, event.staff_id)):
        found[application or 0].append(Signature(key, at))
    return found


def _is_last() -> ColumnElement[bool]:
    """What was taken back since, and applied for anew, is the later one's."""
    newer = aliased(ClaimEvent)
    own = (newer.claim_id == ClaimEvent.claim_id, newer.act == ClaimAct.APPLY)
    return ~exists().where(*own, newer.ordinal > ClaimEvent.ordinal)
