"""The stand-in's 日程: made once for one token, and deleted, with the checks of DingTalk's own."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from flask import Blueprint, jsonify, request

from bot.sandbox.interfaces import Said, body, counted_routes, refuse
from bot.sandbox.organisation import Organisation

LONGEST_SUMMARY, LONGEST_DESCRIPTION = 2048, 5000


def calendars_of(organisation: Organisation) -> Blueprint:
    """By the pages 创建日程 and 删除日程."""
    own, base = _Calendars(organisation), "/v1.0/calendar/users/<union_id>/calendars/primary/events"
    rows = (("POST", base, own.make_event), ("DELETE", f"{base}/<event_id>", own.delete_event))
    return counted_routes(organisation, "calendars", rows)


class _Calendars:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def make_event(self, union_id: str) -> Said:
        said = body()
        if wrong := self._wrong(union_id, said):
            return refuse(400, "invalidParameter", wrong)
        token = request.headers.get("x-client-token", "")
        events = self._own.events.values()
        made = next((each for each in events if token and each["token"] == token), None)
        if made is None:
            made = {**said, "id": f"event{token_hex(12)}", "organizer": {"id": union_id}, "token": token}
            self._own.events[str(made["id"])] = made
        return jsonify({name: value for name, value in made.items() if name != "token"})

    def delete_event(self, union_id: str, event_id: str) -> Said:
        event = self._own.events.get(event_id)
        if event is None or event["organizer"]["id"] != union_id:
            return refuse(404, "instanceNotExist", "日程不存在")
        del self._own.events[event_id]
        return jsonify({})

    def _wrong(self, union_id: str, said: dict[str, Any]) -> str:
        starts, ends = _moment(said.get("start")), _moment(said.get("end"))
        checks = (
            ("userId", union_id in {each.union_id for each in self._own.everybody()}),
            ("summary", 0 < len(str(said.get("summary", ""))) <= LONGEST_SUMMARY),
            ("description", len(str(said.get("description", ""))) <= LONGEST_DESCRIPTION),
            ("start", starts is not None),
            ("end", ends is not None and starts is not None and starts <= ends),
        )
        return "、".join(name for name, is_right in checks if not is_right)


def _moment(given: object) -> datetime | None:
    """With hours, as 非全天日程 have them."""
    if not isinstance(given, dict) or not given.get("timeZone") or given.get("date"):
        return None
    try:
        return datetime.fromisoformat(str(given.get("dateTime")))
    except ValueError:
        return None
