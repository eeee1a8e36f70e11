"""What face terminals of Hikvision (海康) push: one event a request, as JSON of its ISAPI; pure (R43)."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from training.attendance.sheets.attlog import read_wall_clock
from training.attendance.sheets.punch_rows import PunchRow, read_number
from training.attendance.sheets.pushed import Pushed, UnreadPush
from training.notice.clock import SHANGHAI

EVENTS = "ISAPI"
AT_THE_DOOR, HEARTBEAT = "AccessControllerEvent", "heartBeat"
MAJOR = 5
# Of the events at a door: who was recognised, and how, in the codes that all machines have here.
RECOGNISED = {1: 4, 38: 1, 75: 15}
"""Card, finger, face."""
NOT_RECOGNISED = frozenset((39, 76))
"""Finger, face."""


def read_isapi(body: bytes, device: str, pushed: Pushed) -> None:
    """The event of one request; what is nobody's (doors, alarms, heartbeats) is of no use."""
    event = _event(body)
    if event is None:
        reason = "XML，请在机器上把上传格式改为 JSON" if body.lstrip()[:1] == b"<" else "看不懂的事件"
        pushed.unread.append(UnreadPush(1, body, reason))
    elif event.get("eventType") != AT_THE_DOOR:
        pushed.of_no_use += 1
    else:
        _take(body, event, device, pushed)


def is_heartbeat(body: bytes) -> bool:
    """Whether the machine only says that it is there."""
    event = _event(body)
    return event is not None and event.get("eventType") == HEARTBEAT


def _take(body: bytes, event: Mapping[str, Any], device: str, pushed: Pushed) -> None:
    told = event.get(AT_THE_DOOR)
    told = told if isinstance(told, dict) else {}
    employee, sub_event = str(told.get("employeeNoString") or ""), _code(told.get("subEventType"))
    if not employee or told.get("majorEventType") != MAJOR or sub_event in NOT_RECOGNISED:
        pushed.of_no_use += 1
        return
    number, at = read_number(employee), _moment(str(event.get("dateTime", "")))
    if sub_event not in RECOGNISED:
        pushed.unread.append(UnreadPush(1, body, f"不认识的事件 {MAJOR}/{sub_event}"[:64]))
    elif number is None or at is None:
        pushed.unread.append(UnreadPush(1, body, "没有考勤号" if number is None else "看不懂时间"))
    else:
        pushed.punches.append(PunchRow(1, number, at, device, None, RECOGNISED[sub_event]))


def _code(told: object) -> int | None:
    return told if type(told) is int else None


def _event(body: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _moment(text: str) -> datetime | None:
    """With the machine's own offset, or the wall clock in Baotou."""
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None and moment.year > 1:
            return moment.astimezone(SHANGHAI)
    return read_wall_clock(text)
