"""The page of the stand-in: chat as anybody, see what DingTalk would show, and make things go wrong."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from bot.sandbox.answers import failing
from bot.sandbox.chats import GROUP_ID, NOTICES, ROBOT, Entry, chat_of
from bot.sandbox.organisation import Organisation
from training.notice.clock import SHANGHAI

KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png", b"GIF": "image/gif", b"RIF": "image/webp"}
NAMES = {ROBOT: "查班助手", NOTICES: "工作通知"}
NUMBERS = (int, float)


def page_of(organisation: Organisation) -> Blueprint:
    """The page and what its script asks for."""
    routes = Blueprint("page", __name__)
    own = _Page(organisation)
    for method, path, view in (
        ("GET", "/", own.show),
        ("GET", "/chat/<userid>/entries", own.entries),
        ("POST", "/chat/<userid>/texts", own.say),
        ("POST", "/chat/<userid>/pictures", own.send_picture),
        ("POST", "/chat/<userid>/files", own.hand_over),
        ("POST", "/chat/<userid>/presses", own.press),
        ("POST", "/faults", own.set_faults),
        ("GET", "/files/<code>", own.file),
    ):
        routes.add_url_rule(path, view_func=failing(organisation, view), methods=[method])
    return routes


class _Page:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def show(self) -> str:
        return render_template("chat.html", people=self._own.chats.people())

    def entries(self, userid: str) -> Response:
        after = request.args.get("after", default=0, type=int)
        names = {each.userid: each.name for each in self._own.chats.people()}
        return jsonify(
            [_as_shown(each, names) for each in self._own.chats.after(_conversation(userid), after)]
        )

    def say(self, userid: str) -> Response:
        said = str(_json().get("text", ""))
        if not said.strip():
            abort(400)
        return jsonify({"msgId": self._own.say(userid, said, _conversation(userid))})

    def send_picture(self, userid: str) -> Response:
        content = request.get_data()
        if not content:
            abort(400)
        return jsonify({"msgId": self._own.show(userid, content, _conversation(userid))})

    def hand_over(self, userid: str) -> Response:
        content = request.get_data()
        if not content:
            abort(400)
        name = request.args.get("name", "") or "文件"
        return jsonify({"msgId": self._own.hand_over(userid, name, content)})

    def press(self, userid: str) -> Response:
        said = _json()
        parameters = said.get("params")
        pressed = parameters if isinstance(parameters, dict) else {}
        return jsonify({"messageId": self._own.press(userid, str(said.get("card", "")), pressed)})

    def set_faults(self) -> Response:
        """Takes the fields of `Faults` as JSON, and `disconnect` for asking every connection to leave."""
        said = _json()
        faults = self._own.gateway.faults
        for name, value in vars(faults).items():
            wanted = said.get(name)
            fits = type(wanted) is type(value) or (type(value) in NUMBERS and type(wanted) in NUMBERS)
            if fits:
                setattr(faults, name, wanted)
        if said.get("disconnect"):
            self._own.gateway.disconnect_all()
        return jsonify(vars(faults))

    def file(self, code: str) -> Response:
        content = self._own.files.get(code)
        if content is None:
            abort(404)
        kind = KINDS.get(content[:3], "application/octet-stream")
        return Response(content, mimetype=kind, headers={"X-Content-Type-Options": "nosniff"})


def _json() -> dict[str, Any]:
    said = request.get_json(force=True, silent=True)
    return said if isinstance(said, dict) else {}


def _conversation(userid: str) -> str:
    return GROUP_ID if request.args.get("in") == "group" else chat_of(userid)


def _as_shown(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    return {
        "key": entry.key,
        "version": entry.version,
        "sender": entry.sender,
        "name": NAMES.get(entry.sender) or names.get(entry.sender, entry.sender),
        "kind": entry.kind,
        "content": entry.content,
        "at": f"{entry.at.astimezone(SHANGHAI):%H:%M:%S}",
    }
