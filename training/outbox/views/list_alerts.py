"""提醒: what somebody was told, by what it is about and whether a channel took it, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload

from training.outbox.rules.groups_of_alerts import AlertGroup, beginnings_of
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class WantedAlerts:
    """Which of them: of one group, told by a channel or not, older than the one with this key."""

    group: AlertGroup | None = None
    is_told: bool | None = None
    before: int | None = None


@dataclass(frozen=True)
class AlertPage:
    """One page, the newest first; `older` is where the next one goes on, None after the last."""

    alerts: Sequence[Alert]
    older: int | None


def list_alerts(session: Session, staff: Staff, wanted: WantedAlerts, most: int) -> AlertPage:
    """Of those that this person may read; one statement."""
    found = session.scalars(wanted_alerts(staff, wanted).limit(most + 1)).all()
    more = len(found) > most
    return AlertPage(found[:most], found[most - 1].id if more else None)


def wanted_alerts(staff: Staff, wanted: WantedAlerts) -> Select[Alert]:
    """The newest first, with the places that they name."""
    rows = alerts_for(staff).where(_is_of(wanted.group), _is_before(wanted.before))
    if wanted.is_told is not None:
        rows = rows.where(Alert.told_at.is_not(None) if wanted.is_told else Alert.told_at.is_(None))
    return rows.options(joinedload(Alert.district), joinedload(Alert.institution))


def _is_of(group: AlertGroup | None) -> ColumnElement[bool]:
    if group is None:
        return true()
    begins = or_(*(Alert.kind.startswith(each, autoescape=True) for each in beginnings_of(group)))
    return ~begins if group is AlertGroup.RUNNING else begins


def _is_before(key: int | None) -> ColumnElement[bool]:
    if key is None:
        return true()
    at = select(Alert.raised_at).where(Alert.id == key).scalar_subquery()
    return or_(Alert.raised_at < at, and_(Alert.raised_at == at, Alert.id < key))
