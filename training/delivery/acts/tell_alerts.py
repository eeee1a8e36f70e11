"""Which alerts still have to be told to whom by chat; a row for each telling is there before it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.terms import Audience, Role
from training.records.chat import AlertNotice
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff

# Whoever is registered later is not flooded with what is over.
TOLD_WITHIN = timedelta(days=1)
LEASE = timedelta(minutes=2)
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Notice:
    """One alert for one person."""

    alert_id: int
    userid: str
    text: str
    raised_at: datetime


def staff_concerned(alert: Alert) -> Select[Staff]:
    """Those known in DingTalk who act on such an alert: `alerts_for` seen from the other side.

    Auditors may look, but nobody sends them after a machine that went silent.
    """
    known = select(Staff).where(Staff.dingtalk_id.is_not(None))
    if alert.audience is Audience.INSTITUTION:
        return known.where(Staff.role == Role.INSTITUTION, Staff.institution_id == alert.institution_id)
    if alert.audience is Audience.ADMINISTRATOR:
        return known.where(Staff.role == Role.CITY)
    own_district = and_(Staff.role == Role.DISTRICT, Staff.district_id == alert.district_id)
    return known.where(or_(Staff.role == Role.CITY, own_district))


def has_untold(session: Session, *, now: datetime) -> bool:
    return session.scalar(_untold(now).with_only_columns(Alert.id).limit(1)) is not None


def take_notices(session: Session, *, now: datetime) -> list[Notice]:
    """What this caller now tells, held for two minutes; an alert that everybody was told is told."""
    taken = []
    # Held, so that two bots do not write the same rows at the same time.
    untold = _untold(now).order_by(Alert.id).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    for alert in session.scalars(untold):
        people = {each.id: str(each.dingtalk_id) for each in session.scalars(staff_concerned(alert))}
        if not people:
            # Most institutions have no account; what nobody can be told would stand before the others.
            alert.told_at = now
        for row in _rows(session, alert, people, now):
            if row.told_at is None and row.leased_until <= now:
                row.leased_until = now + LEASE
                taken.append(Notice(alert.id, people[row.staff_id], alert.text, alert.raised_at))
    return taken


def note_told(
    session: Session, alert_ids: Collection[int], userids: Collection[str], *, now: datetime
) -> None:
    """These people were told these alerts."""
    people = select(Staff.id).where(Staff.dingtalk_id.in_(userids))
    own = update(AlertNotice).where(AlertNotice.alert_id.in_(alert_ids), AlertNotice.staff_id.in_(people))
    session.execute(own.values(told_at=now))
    waiting = select(AlertNotice.alert_id).where(AlertNotice.told_at.is_(None))
    done = update(Alert).where(Alert.id.in_(alert_ids), Alert.told_at.is_(None), Alert.id.not_in(waiting))
    session.execute(done.values(told_at=now))


def _rows(session: Session, alert: Alert, people: dict[int, str], now: datetime) -> list[AlertNotice]:
    new = [{"alert_id": alert.id, "staff_id": key, "leased_until": now} for key in people]
    insert_new(session, AlertNotice, new)
    own = select(AlertNotice).where(AlertNotice.alert_id == alert.id, AlertNotice.staff_id.in_(people))
    return list(session.scalars(own))


def _untold(now: datetime) -> Select[Alert]:
    """What another bot is telling, or could not send a moment ago, lets the next ones have their turn."""
    of_alert = AlertNotice.alert_id == Alert.id
    is_free = exists().where(of_alert, AlertNotice.told_at.is_(None), AlertNotice.leased_until <= now)
    untold = select(Alert).where(Alert.told_at.is_(None), Alert.raised_at > now - TOLD_WITHIN)
    return untold.where(or_(~exists().where(of_alert), is_free))
