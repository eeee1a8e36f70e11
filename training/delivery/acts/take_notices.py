from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.delivery.views.has_untold import LONGEST_REST, untold_alerts
from training.delivery.views.staff_concerned import staff_concerned
from training.notice.clock import waits
from training.records.chat import AlertNotice
from training.records.outbox.alerts import Alert

LEASE = timedelta(minutes=2)


MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Notice:
    """One alert for one person."""

    alert_id: int
    chat_id: str
    kind: str
    about: UUID | None
    text: str
    raised_at: datetime


def take_notices(session: Session, *, now: datetime) -> list[Notice]:
    """What this caller now tells, held for two minutes; an alert that everybody was told is told."""
    taken = []
    # Held, so that two bots do not write the same rows at the same time.
    untold = untold_alerts(now).order_by(Alert.id).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    for alert in session.scalars(untold):
        people = {each.id: str(each.chat_id) for each in session.scalars(staff_concerned(alert))}
        if not people:
            # Most institutions have no account; what nobody can be told would stand before the others.
            alert.told_at = now
        for row in _rows(session, alert, people, now):
            if row.told_at is None and not waits(row.leased_until, LONGEST_REST, now):
                row.leased_until = now + LEASE
                taken.append(_notice(alert, people[row.staff_id]))
    return taken


def _notice(alert: Alert, chat_id: str) -> Notice:
    return Notice(alert.id, chat_id, alert.kind, alert.about, alert.text, alert.raised_at)


def _rows(session: Session, alert: Alert, people: dict[int, str], now: datetime) -> list[AlertNotice]:
    new = [{"alert_id": alert.id, "staff_id": key, "leased_until": now} for key in people]
    insert_new(session, AlertNotice, new)
    own = select(AlertNotice).where(AlertNotice.alert_id == alert.id, AlertNotice.staff_id.in_(people))
    return list(session.scalars(own))
