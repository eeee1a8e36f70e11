from typing import Any

from sqlalchemy import Select, select

from training.records.people.restrictions import ProcessingRestriction, RestrictionLift


def own_restrictions(who: int) -> Select[Any]:
    """When and why the data of this trainee was restricted, and how that ended."""
    begun, lift = ProcessingRestriction, RestrictionLift
    ended = (lift.lifted_at, lift.lifted_by, lift.reason.label("lift_reason"))
    columns: tuple[Any, ...] = (begun.reason, begun.begun_by, begun.begun_at, *ended)
    rows = select(*columns).select_from(begun)
    whose = rows.outerjoin(lift, lift.restriction_id == begun.id).where(begun.trainee_id == who)
    return whose.order_by(begun.id)
