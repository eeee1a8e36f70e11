"""The stand-in's interfaces under the addresses, with the checks and the answers of DingTalk's own."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from secrets import token_hex
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.answers import failing
from bot.sandbox.chats import chat_of
from bot.sandbox.organisation import LONGEST_CARD_VALUE, Organisation

MOST_RECEIVERS = 20
LARGEST_GROUP_MESSAGE = 15_000
TOKEN_LASTS = 7200
OLDER_FAULTS = {"no_permission": 60011, "too_fast": 90018, "quota": 90020}
Said = Response | tuple[Response, int]


def interfaces_of(organisation: Organisation) -> Blueprint:
    """What the robot calls."""
    routes = Blueprint("interfaces", __name__)
    own = _Interfaces(organisation)
    for method, path, view in (
        ("POST", "/v1.0/gateway/connections/open", own.open_connection),
        ("POST", "/v1.0/oauth2/accessToken", own.access_token),
        ("POST", "/v1.0/robot/oToMessages/batchSend", own.counted(own.send_to_people)),
        ("POST", "/v1.0/robot/groupMessages/send", own.counted(own.send_to_group)),
        ("POST", "/v1.0/robot/messageFiles/download", own.counted(own.download)),
        ("POST", "/v1.0/card/instances/createAndDeliver", own.counted(own.create_card)),
        ("PUT", "/v1.0/card/instances", own.counted(own.update_card)),
        ("POST", "/robot/sendBySession", own.send_by_session),
        ("POST", "/topapi/v2/user/get", own.look_up),
        ("POST", "/topapi/v2/user/getbymobile", own.find_by_phone),
    ):
        routes.add_url_rule(path, view_func=failing(organisation, view), methods=[method])
    return routes


def counted(own: Organisation, view: Callable[..., Said]) -> Callable[..., Said]:
    """An interface that needs the token and counts against the month."""

    @wraps(view)
    def guarded(**path: str) -> Said:
        if request.headers.get("x-acs-dingtalk-access-token") not in own.tokens:
            return refuse(401, "InvalidAuthentication", "不合法的access_token")
        if own.gateway.faults.quota == "calls":
            return refuse(403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "企业API调用量已达上限")
        return view(**path)

    return guarded


def counted_routes(
    organisation: Organisation, name: str, rows: Iterable[tuple[str, str, Callable[..., Said]]]
) -> Blueprint:
    """Interfaces of one kind, by method and path, that count against the month and may be told to fail."""
    routes = Blueprint(name, __name__)
    for method, path, view in rows:
        guarded = failing(organisation, counted(organisation, view))
        routes.add_url_rule(path, endpoint=view.__name__, view_func=guarded, methods=[method])
    return routes


class _Interfaces:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def counted(self, view: Callable[[], Said]) -> Callable[[], Said]:
        return counted(self._own, view)

    def open_connection(self) -> Said:
        if not self._is_ours("clientId", "clientSecret"):
            return refuse(401, "authFailed", "鉴权失败")
        self._own.opened_with = body()
        return jsonify(self._own.gateway.ticket())

    def access_token(self) -> Said:
        if not self._is_ours("appKey", "appSecret"):
            return refuse(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
        token = token_hex(16)
        self._own.tokens.add(token)
        return jsonify({"accessToken": token, "expireIn": TOKEN_LASTS})

    def send_to_people(self) -> Said:
        said = body()
        userids = said.get("userIds") or []
        if said.get("robotCode") != self._own.client_id:
            return refuse(400, "robot.oto.notExist", "机器人不存在")
        if not 0 < len(userids) <= MOST_RECEIVERS:
            return refuse(400, "too.many.people", "人数超限")
        unknown = [each for each in userids if not self._own.chats.knows(each)]
        kept_back = [each for each in userids if each in self._own.kept_back]
        title, text = _markdown(said)
        for each in userids:
            if each in kept_back:
                self._own.kept_back.remove(each)
            elif each not in unknown:
                self._own.receive(chat_of(each), title, text)
        return jsonify(
            {
                "processQueryKey": token_hex(8),
                "invalidStaffIdList": unknown,
                "flowControlledStaffIdList": kept_back,
            }
        )

    def send_to_group(self) -> Said:
        said = body()
        if len(str(said.get("msgParam", "")).encode()) > LARGEST_GROUP_MESSAGE:
            return refuse(400, "invalidParameter.msgParam.tooLong", "消息太长")
        self._own.receive(str(said.get("openConversationId", "")), *_markdown(said))
        return jsonify({"processQueryKey": token_hex(8)})

    def download(self) -> Said:
        code = str(body().get("downloadCode", ""))
        if code not in self._own.files:
            return refuse(400, "invalidParameter.downloadCode", "下载码无效")
        return jsonify({"downloadUrl": f"{self._own.address}/files/{code}"})

    def create_card(self) -> Said:
        said = body()
        card, values = str(said.get("outTrackId", "")), _values(said)
        if self._own.gateway.faults.cards_are_refused:
            return refuse(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "没有卡片权限")
        if too_long := _too_long(values):
            return too_long
        space = str(said.get("openSpaceId", ""))
        if card in self._own.cards:
            return refuse(400, "param.cardAlreadyExist", "卡片已经存在")
        is_shown = self._own.deliver_card(card, space, values, str(said.get("cardTemplateId", "")))
        delivered = {"spaceId": space, "success": is_shown, "errorMsg": "" if is_shown else "场域不存在"}
        return jsonify({"success": True, "result": {"outTrackId": card, "deliverResults": [delivered]}})

    def update_card(self) -> Said:
        said = body()
        values = _values(said)
        if too_long := _too_long(values):
            return too_long
        by_key = bool((said.get("cardUpdateOptions") or {}).get("updateCardDataByKey"))
        if not self._own.update_card(str(said.get("outTrackId", "")), values, by_key=by_key):
            return refuse(400, "param.cardNotExist", "卡片不存在")
        return jsonify({"success": True, "result": True})

    def send_by_session(self) -> Said:
        conversation = self._own.webhooks.get(request.args.get("session", ""))
        if conversation is None or self._own.gateway.faults.webhooks_end:
            return jsonify({"errcode": 300001, "errmsg": "session 不存在或已过期"})
        said = body()
        shown = said.get("markdown") or {"title": "", "text": (said.get("text") or {}).get("content", "")}
        self._own.receive(conversation, str(shown.get("title", "")), str(shown.get("text", "")))
        return jsonify({"errcode": 0, "errmsg": "ok"})

    def look_up(self) -> Said:
        userid = body().get("userid")
        found = [each for each in self._own.everybody() if each.userid == userid]
        return self._told(
            [{"userid": each.userid, "name": each.name, "unionid": each.union_id} for each in found]
        )

    def find_by_phone(self) -> Said:
        phone = body().get("mobile")
        if fault := self._own.meetings.next_fault("find_by_phone"):
            return jsonify({"errcode": OLDER_FAULTS.get(fault, 88), "errmsg": fault})
        found = [each for each in self._own.everybody() if phone and each.phone == phone]
        return self._told([{"userid": each.userid} for each in found])

    def _told(self, found: list[dict[str, str]]) -> Said:
        """As the older host answers: 200, and a number that says whether it worked."""
        if request.args.get("access_token") not in self._own.tokens:
            return jsonify({"errcode": 40014, "errmsg": "不合法的access_token"})
        if self._own.gateway.faults.quota == "calls":
            return jsonify({"errcode": 90020, "errmsg": "API调用量已达上限"})
        if not found:
            return jsonify({"errcode": 60121, "errmsg": "找不到该用户"})
        return jsonify({"errcode": 0, "errmsg": "ok", "result": found[0]})

    def _is_ours(self, name: str, secret: str) -> bool:
        said = body()
        return (said.get(name), said.get(secret)) == (self._own.client_id, self._own.client_secret)


def body() -> dict[str, Any]:
    """What was sent; nothing of what is no object."""
    said = request.get_json(force=True, silent=True)
    return said if isinstance(said, dict) else {}


def _markdown(said: dict[str, Any]) -> tuple[str, str]:
    parameters = json.loads(str(said.get("msgParam") or "{}"))
    return str(parameters.get("title", "")), str(parameters.get("text") or parameters.get("content") or "")


def _values(said: dict[str, Any]) -> dict[str, str]:
    return dict((said.get("cardData") or {}).get("cardParamMap") or {})


def _too_long(values: dict[str, str]) -> Said | None:
    for name, value in values.items():
        if not isinstance(value, str) or len(value.encode()) > LONGEST_CARD_VALUE:
            return refuse(400, "param.cardParamMap.illegal", f"{name} 应为不超过 1 KB 的字符串")
    return None


def refuse(status: int, code: str, message: str) -> tuple[Response, int]:
    """As DingTalk's newer host says no."""
    return jsonify({"code": code, "message": message, "requestid": token_hex(8)}), status
