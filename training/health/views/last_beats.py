from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.health.terms import Part
from training.records.health import Heartbeat


def last_beats(session: Session) -> Mapping[Part, datetime]:
    """When each part was last at work; nothing of a part that never was."""
    return {each.part: each.at for each in session.scalars(select(Heartbeat))}
