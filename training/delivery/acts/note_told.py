from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.records.chat import AlertNotice
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff


def note_told(
    session: Session, alert_ids: Collection[int], chat_ids: Collection[str], *, now: datetime
) -> None:
    """These people were told these alerts."""
    people = select(Staff.id).where(Staff.chat_id.in_(chat_ids))
    own = update(AlertNotice).where(AlertNotice.alert_id.in_(alert_ids), AlertNotice.staff_id.in_(people))
    session.execute(own.values(told_at=now))
    waiting = select(AlertNotice.alert_id).where(AlertNotice.told_at.is_(None))
    done = update(Alert).where(Alert.id.in_(alert_ids), Alert.told_at.is_(None), Alert.id.not_in(waiting))
    session.execute(done.values(told_at=now))
