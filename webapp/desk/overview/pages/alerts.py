"""提醒, ready to show: what it is about, how grave it is, and the page that it leads to; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from training.outbox.rules.groups_of_alerts import GRAVE, AlertGroup, group_of
from training.outbox.rules.pages_of_alerts import HOME, page_of
from training.records.outbox.alerts import Alert
from webapp.desk.lists.days import When, cell_of_moment, short_moment
from webapp.desk.lists.tables import Cell, Line, Mark


@dataclass(frozen=True)
class AlertLine:
    """One alert; an empty `path` leads nowhere."""

    at: str
    group: AlertGroup
    is_grave: bool
    text: str
    place: str
    path: str
    told: str


def alert_rows(alerts: Sequence[Alert], now: datetime) -> list[Line]:
    """As the list of alerts shows them, in the order given."""
    return [_row(each, alert_line(each, now), now) for each in alerts]


def _row(alert: Alert, own: AlertLine, now: datetime) -> Line:
    told = cell_of_moment(alert.told_at, now) if alert.told_at else None
    group = Mark(own.group.value, "bad" if own.is_grave else "")
    cells: dict[str, Cell] = {
        "text": own.text,
        "group": group,
        "place": own.place,
        "told": When(own.told, f"{told.exact} 已通知") if told else own.told,
        "at": cell_of_moment(alert.raised_at, now),
    }
    return Line(own.path, cells)


def alert_line(alert: Alert, now: datetime) -> AlertLine:
    path = page_of(alert.kind, alert.about)
    places = [each.name for each in (alert.district, alert.institution) if each]
    return AlertLine(
        at=short_moment(alert.raised_at, now),
        group=group_of(alert.kind),
        is_grave=alert.kind in GRAVE,
        text=alert.text,
        place=" · ".join(places) or "全市",
        path="" if path == HOME else path,
        told=f"{short_moment(alert.told_at, now)} 已通知" if alert.told_at else "只在网页",
    )
