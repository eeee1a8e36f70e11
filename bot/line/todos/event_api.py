"""DingTalk's 日程 over the documented interfaces; each call is counted against the month."""

from dataclasses import dataclass
from datetime import datetime

from bot.line.api_answers import ApiUnclear
from bot.line.openapi import OpenApi
from bot.line.said import text_in
from training.notice.clock import SHANGHAI

ZONE = "Asia/Shanghai"
REMINDED_MINUTES = 15
Hours = tuple[datetime, datetime]
"""When it begins and when it ends."""


@dataclass(frozen=True)
class Event:
    """When somebody has to do what; the address is in the description, for an event has no place for one."""

    source: str
    summary: str
    address: str
    hours: Hours


def make_event(api: OpenApi, union_id: str, event: Event) -> str:
    """In this person's own calendar; asked for again within a day it is made once. Raises ApiFailure."""
    body: dict[str, object] = {
        "summary": event.summary,
        "description": f"任务和班级见：{event.address}",
        "start": _moment(event.hours[0]),
        "end": _moment(event.hours[1]),
        "isAllDay": False,
        "reminders": [{"method": "dingtalk", "minutes": REMINDED_MINUTES}],
    }
    said = api.call("POST", _events_of(union_id), body, attempt_of=event.source)
    made = text_in(said, "id")
    if not made:
        raise ApiUnclear("钉钉没有说日程的编号，稍后会再查。")
    return made


def delete_event(api: OpenApi, union_id: str, event_id: str) -> None:
    """Whoever took the task back has told why, so nothing pops up."""
    api.call("DELETE", f"{_events_of(union_id)}/{event_id}", query={"pushNotification": "false"})


def _events_of(union_id: str) -> str:
    return f"/v1.0/calendar/users/{union_id}/calendars/primary/events"


def _moment(moment: datetime) -> dict[str, str]:
    return {"dateTime": moment.astimezone(SHANGHAI).isoformat(timespec="seconds"), "timeZone": ZONE}
