from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.clock import SHANGHAI
from training.records.people.looks import DataLook


@dataclass(frozen=True)
class Wanted:
    """Which looks: of one person, of one day in Shanghai, before a key; nothing given is all of them."""

    who: str = ""
    day: date | None = None
    before: int | None = None


def list_looks(session: Session, wanted: Wanted, limit: int = 100) -> Sequence[DataLook]:
    """查阅记录, the latest first."""
    looks = select(DataLook)
    if wanted.who:
        looks = looks.where(DataLook.who == wanted.who)
    if wanted.day is not None:
        begins = datetime.combine(wanted.day, time(), SHANGHAI)
        looks = looks.where(DataLook.looked_at >= begins, DataLook.looked_at < begins + timedelta(days=1))
    if wanted.before is not None:
        looks = looks.where(DataLook.id < wanted.before)
    return session.scalars(looks.order_by(DataLook.id.desc()).limit(limit)).all()
