from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.records.chat import AlertNotice
from training.records.staff.staff import Staff

A_MOMENT = timedelta(seconds=5)


def put_off_told(
    session: Session,
    alert_ids: Collection[int],
    chat_ids: Collection[str],
    pause: timedelta,
    *,
    now: datetime,
) -> None:
    """These people are told in a moment, or as late as the platform asks for."""
    people = select(Staff.id).where(Staff.chat_id.in_(chat_ids))
    own = update(AlertNotice).where(AlertNotice.alert_id.in_(alert_ids), AlertNotice.staff_id.in_(people))
    waiting = own.where(AlertNotice.told_at.is_(None))
    session.execute(waiting.values(leased_until=now + max(pause, A_MOMENT)))
