"""The stand-in's conference and live interfaces, with the checks, answers and codes of DingTalk's own."""

from collections.abc import Callable
from functools import wraps
from socket import SHUT_RDWR

from flask import Blueprint, jsonify, request

from bot.sandbox.conference_answers import as_member, as_running
from bot.sandbox.interfaces import Said, body, counted
from bot.sandbox.meetings import Conference
from bot.sandbox.organisation import Organisation

FAULTS: dict[str, tuple[int, str]] = {
    "no_permission": (403, "orgAccessForbidden"),
    "token": (401, "InvalidAuthentication"),
    "too_fast": (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"),
    "per_minute": (403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi"),
    "quota": (403, "Forbidden.AccessDenied.ApiCountLimitForOrg"),
    "closed": (400, "resourceClose"),
    "not_found": (404, "roomNotFound"),
    "host_only": (403, "permissionError"),
    "full": (400, "waterLimitError"),
    "unknown_person": (400, "unknownUserError"),
    "server": (500, "systemError"),
}
UNSUCCESS, SILENT = "unsuccess", "silent"
"""200, and a field that says that nothing was done, or no field at all."""
LOST_BEFORE, LOST_AFTER = "lost_before", "lost_after"
"""The answer never comes; what was asked for is not done, or is."""


def conferences_of(organisation: Organisation) -> Blueprint:
    routes = Blueprint("conferences", __name__)
    own = _Conferences(organisation)
    base = "/v1.0/conference/videoConferences"
    for method, path, view in (
        ("POST", base, own.open),
        ("POST", f"{base}/query", own.query),
        ("GET", f"{base}/<conference_id>", own.get),
        ("DELETE", f"{base}/<conference_id>", own.close),
        ("GET", f"{base}/<conference_id>/members", own.members),
        ("POST", f"{base}/<conference_id>/users/invite", own.invite),
        ("GET", "/v1.0/conference/users/lists", own.lists),
        ("GET", "/v1.0/live/lives/watchUsers", own.watchers),
    ):
        guarded = counted(organisation, own.failing(view))
        routes.add_url_rule(path, endpoint=view.__name__, view_func=guarded, methods=[method])
    return routes


class _Conferences:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def failing(self, view: Callable[..., Said]) -> Callable[..., Said]:
        """Fails as it was told to, before or after doing what it does."""

        @wraps(view)
        def answered(**path: str) -> Said:
            fault = self._own.meetings.next_fault(view.__name__)
            if fault in FAULTS:
                return _refuse(*FAULTS[fault])
            if fault == UNSUCCESS:
                return jsonify({"success": False})
            if fault == SILENT:
                return jsonify({})
            if fault == LOST_BEFORE:
                return _cut()
            said = view(**path)
            return _cut() if fault == LOST_AFTER else said

        return answered

    def open(self) -> Said:
        said = body()
        host = self._name_of(str(said.get("userId", "")))
        if not host:
            return _refuse(400, "unknownUserError")
        if not said.get("confTitle"):
            return _refuse(400, "paramsTitleError")
        made = self._own.meetings.open(str(said["userId"]), host, str(said["confTitle"]))
        for each in said.get("inviteUserIds") or []:
            self._own.meetings.invite(made, each, self._name_of(each) or each)
        return jsonify(
            {
                "conferenceId": made.conference_id,
                "conferencePassword": "8642",
                "hostPassword": "1357",
                "externalLinkUrl": self._link(made),
                "phoneNumbers": ["057128356290"],
                "roomCode": made.room_code,
            }
        )

    def get(self, conference_id: str) -> Said:
        own = self._own.meetings.conferences.get(conference_id)
        if own is None:
            return _refuse(404, "roomNotFound")
        told = {
            "conferenceId": own.conference_id,
            "title": own.title,
            "status": own.status,
            "startTime": own.begun_ms,
            "creatorId": own.host,
            "creatorNick": own.host_name,
            "roomCode": own.room_code,
            "externalLinkUrl": self._link(own),
            "invitedNum": len(own.people),
            "attendNum": sum(1 for each in own.people.values() if each.joined_ms),
            "activeNum": sum(1 for each in own.people.values() if each.is_in),
        }
        return jsonify({"confInfo": told})

    def query(self) -> Said:
        """Only of meetings that run."""
        asked = body().get("conferenceIdList") or []
        running = [each for each in self._own.meetings.running() if each.conference_id in asked]
        by_userid = self._own.meetings.names_by_userid
        return jsonify({"infos": [as_running(each, by_userid=by_userid) for each in running]})

    def members(self, conference_id: str) -> Said:
        own = self._own.meetings.conferences.get(conference_id)
        if own is None:
            return _refuse(404, "roomNotFound")
        size = request.args.get("maxResults", default=128, type=int)
        begin = request.args.get("nextToken", default=0, type=int)
        people = list(own.people.values())
        shown = people[begin : begin + size]
        has_more = self._own.meetings.pages_never_end or begin + size < len(people)
        more = {"nextToken": str(begin + size)} if has_more else {}
        return jsonify(
            {"memberModels": [as_member(own, each) for each in shown], "totalCount": len(people), **more}
        )

    def invite(self, conference_id: str) -> Said:
        own = self._own.meetings.conferences.get(conference_id)
        if own is None:
            return _refuse(404, "roomNotFound")
        if own.is_over:
            return _refuse(400, "resourceClose")
        said = body()
        for each in said.get("inviteeList") or []:
            self._own.meetings.invite(own, str(each.get("unionId", "")), str(each.get("nick", "")))
        for each in said.get("phoneInviteeList") or []:
            self._own.meetings.invite(own, "", str(each.get("nick", "")), str(each.get("phoneNumber", "")))
        return jsonify({"success": True})

    def close(self, conference_id: str) -> Said:
        own = self._own.meetings.conferences.get(conference_id)
        if own is None:
            return _refuse(404, "roomNotFound")
        if own.is_over:
            return _refuse(400, "resourceClose")
        if request.args.get("unionId") != own.host:
            return _refuse(403, "permissionError")
        self._own.meetings.end(own)
        return jsonify({"code": 200, "cause": "success"})

    def lists(self) -> Said:
        union_id = request.args.get("unionId", "")
        own = [
            each.conference_id
            for each in self._own.meetings.running()
            if union_id in each.people and (self._own.meetings.lists_unjoined or each.people[union_id].is_in)
        ]
        return jsonify({"onGoingConfIdList": own, "memberModelMap": {}})

    def watchers(self) -> Said:
        live = self._own.meetings.lives.get(request.args.get("liveId", ""))
        if live is None:
            return _refuse(404, "liveNotFound")
        size = request.args.get("pageSize", default=20, type=int)
        begin = size * request.args.get("pageNumber", default=0, type=int)
        own, others = (each[begin : begin + size] for each in live)
        return jsonify({"result": {"orgUsesList": own, "outOrgUserList": others}})

    def _name_of(self, union_id: str) -> str:
        return next((each.name for each in self._own.everybody() if each.union_id == union_id), "")

    def _link(self, own: Conference) -> str:
        return f"{self._own.address}/meetings/{own.conference_id}"


def _refuse(status: int, code: str) -> Said:
    return jsonify({"code": code, "message": code, "requestid": "sandbox"}), status


def _cut() -> Said:
    """The line is cut without an answer."""
    line = request.environ.get("werkzeug.socket")
    if line is not None:
        line.shutdown(SHUT_RDWR)
    return _refuse(500, "systemError")
