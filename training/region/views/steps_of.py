from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.exchange.region import RegionStepNote
from training.region.terms import RegionStep


def steps_of(session: Session, class_ids: Collection[int]) -> dict[tuple[int, RegionStep], RegionStepNote]:
    """How far each of the region's steps has come, by class and step; what was noted last holds."""
    latest = (
        select(
            RegionStepNote.class_id, RegionStepNote.step, func.max(RegionStepNote.ordinal).label("ordinal")
        )
        .where(RegionStepNote.class_id.in_(class_ids))
        .group_by(RegionStepNote.class_id, RegionStepNote.step)
        .subquery()
    )
    is_latest = (
        (RegionStepNote.class_id == latest.c.class_id)
        & (RegionStepNote.step == latest.c.step)
        & (RegionStepNote.ordinal == latest.c.ordinal)
    )
    return {
        (each.class_id, each.step): each
        for each in session.scalars(select(RegionStepNote).join(latest, is_latest))
    }
