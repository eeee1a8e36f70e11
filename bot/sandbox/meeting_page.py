"""The meetings of the stand-in as a page: let people join and leave, switch cameras, make calls fail."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from bot.sandbox.conferences import FAULTS, LOST_AFTER, LOST_BEFORE
from bot.sandbox.meetings import Attendee, Conference
from bot.sandbox.organisation import Organisation

CALLS = {
    "open": "发起",
    "invite": "邀请",
    "query": "看摄像头",
    "close": "结束",
    "members": "取名单",
    "lists": "查在开的会",
    "find_by_phone": "按手机找人",
    "watchers": "直播统计",
}
FAULT_NAMES = {
    "no_permission": "没有权限",
    "token": "凭证过期",
    "too_fast": "限流",
    "quota": "额度用完",
    "closed": "会议已关",
    "host_only": "不是主持人",
    LOST_BEFORE: "没收到，也没回答",
    LOST_AFTER: "办了，但没回答",
}


def meeting_page_of(organisation: Organisation) -> Blueprint:
    routes = Blueprint("meetings", __name__)
    own = _MeetingPage(organisation)
    for method, path, view in (
        ("GET", "/meetings", own.newest),
        ("GET", "/meetings.json", own.all_of_them),
        ("GET", "/meetings/<conference_id>", own.show),
        ("POST", "/meetings/<conference_id>/acts", own.act),
        ("POST", "/meetings/faults", own.fail),
        ("POST", "/lives/<live_id>", own.set_live),
    ):
        routes.add_url_rule(path, view_func=view, methods=[method])
    return routes


class _MeetingPage:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def newest(self) -> AnyResponse | str:
        meetings = list(self._own.meetings.conferences.values())
        return self._page(meetings[-1] if meetings else None)

    def show(self, conference_id: str) -> str:
        return self._page(self._found(conference_id))

    def all_of_them(self) -> Response:
        return jsonify([_as_json(each) for each in self._own.meetings.conferences.values()])

    def act(self, conference_id: str) -> AnyResponse:
        """A form of the page, or JSON: act=join, leave, camera_on, camera_off (who: a key, name), end."""
        own, said = self._found(conference_id), _said()
        keys = [str(said.get("who", ""))] if said.get("who") != "all" else list(own.people)
        for key in keys:
            self._do(own, str(said.get("act", "")), key, str(said.get("name", "")).strip())
        if request.is_json:
            return jsonify(_as_json(own))
        return redirect(f"/meetings/{conference_id}", 303)

    def fail(self) -> AnyResponse:
        """A form of the page, or JSON: call, and one fault or a list of them; none heals every call."""
        said = _said()
        faults = said.get("faults") or said.get("fault") or []
        faults = [faults] if isinstance(faults, str) else faults
        known = {*FAULTS, LOST_BEFORE, LOST_AFTER}
        if not faults:
            self._own.meetings.faults.clear()
        elif said.get("call") in CALLS and known.issuperset(faults):
            self._own.meetings.fail(str(said["call"]), *faults)
        else:
            abort(400)
        if request.is_json:
            return jsonify(self._own.meetings.faults)
        return redirect("/meetings", 303)

    def set_live(self, live_id: str) -> Response:
        """JSON: own and others, lists of watchers as DingTalk tells them."""
        said = _said()
        self._own.meetings.lives[live_id] = (said.get("own") or [], said.get("others") or [])
        return jsonify({"liveId": live_id})

    def _do(self, own: Conference, act: str, key: str, name: str) -> None:
        meetings = self._own.meetings
        if act == "join":
            person = next((each for each in self._own.everybody() if each.name == name), None)
            key = key or (person.union_id if person else "")
            if key or name:
                meetings.join(own, key, name)
        elif act == "leave":
            meetings.leave(own, key)
        elif act in ("camera_on", "camera_off"):
            meetings.turn_camera(own, key, on=act == "camera_on")
        elif act == "end":
            meetings.end(own)
        else:
            abort(400)

    def _found(self, conference_id: str) -> Conference:
        own = self._own.meetings.conferences.get(conference_id)
        if own is None:
            abort(404)
        return own

    def _page(self, own: Conference | None) -> str:
        waiting = [
            f"{CALLS.get(call, call)}：{FAULT_NAMES.get(each, each)}"
            for call, faults in self._own.meetings.faults.items()
            for each in faults
        ]
        return render_template(
            "meetings.html",
            meeting=own,
            others=[each for each in self._own.meetings.conferences.values() if each is not own],
            people=sorted(own.people.values(), key=_absent_last) if own else [],
            trainees=self._own.trainees(),
            calls=CALLS,
            faults=FAULT_NAMES,
            waiting=waiting,
        )


def _absent_last(person: Attendee) -> tuple[bool, bool, str]:
    return not person.is_host, not person.is_in, person.name


def _said() -> dict[str, Any]:
    if request.is_json:
        said = request.get_json(silent=True)
        return said if isinstance(said, dict) else {}
    return request.form.to_dict()


def _as_json(own: Conference) -> dict[str, Any]:
    return {
        "conferenceId": own.conference_id,
        "title": own.title,
        "roomCode": own.room_code,
        "isOver": own.is_over,
        "people": [
            {"key": each.key, "name": each.name, "isIn": each.is_in, "camera": each.camera_is_on}
            | {"rung": each.rung, "byPhone": each.by_phone}
            for each in own.people.values()
        ],
    }
