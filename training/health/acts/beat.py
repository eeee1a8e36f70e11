"""A part of the installation tells that it is at work."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.health.terms import Part
from training.records.health import Heartbeat


def beat(session: Session, part: Part, *, now: datetime) -> None:
    """Move its heartbeat on to now, whichever of several workers tells it."""
    if not insert_new(session, Heartbeat, [{"part": part, "at": now}]):
        session.execute(update(Heartbeat).where(Heartbeat.part == part).values(at=now))
