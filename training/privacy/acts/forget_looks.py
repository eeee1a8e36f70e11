from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.people.looks import DataLook

LOOKS_KEPT = timedelta(days=3 * 366)
"""At least three years (个人信息保护法第五十六条)."""


def forget_looks(session: Session, *, now: datetime) -> None:
    """Remove what is on record of looks (查阅记录) for longer than it must be kept."""
    session.execute(delete(DataLook).where(DataLook.looked_at < now - LOOKS_KEPT))
