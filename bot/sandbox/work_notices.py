"""The stand-in's 工作通知: taken with the checks of DingTalk's own, and shown in each receiver's chat."""

import json
from secrets import randbelow
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.answers import failing
from bot.sandbox.chats import NOTICES, chat_of
from bot.sandbox.interfaces import body
from bot.sandbox.organisation import Organisation

LARGEST_MESSAGE = 2048
MOST_RECEIVERS = 5000


def work_notices_of(organisation: Organisation) -> Blueprint:
    """By the pages 发送工作通知 and 消息类型与数据格式."""
    routes = Blueprint("work_notices", __name__)
    own = _WorkNotices(organisation)
    routes.add_url_rule(
        "/topapi/message/corpconversation/asyncsend_v2",
        view_func=failing(organisation, own.send_work_notice),
        methods=["POST"],
    )
    return routes


class _WorkNotices:
    def __init__(self, organisation: Organisation):
        self._own = organisation

    def send_work_notice(self) -> Response:
        said = body()
        if request.args.get("access_token") not in self._own.tokens:
            return _answer(40014, "不合法的access_token")
        if self._own.gateway.faults.quota == "calls":
            return _answer(90020, "API调用量已达上限")
        if said.get("agent_id") != self._own.agent_id:
            return _answer(41011, "无效的AgentId")
        card, receivers = said.get("msg") or {}, str(said.get("userid_list", "")).split(",")
        if wrong := _wrong(card, receivers):
            return _answer(40035, f"不合法的参数：{wrong}")
        for each in receivers:
            self._show(each, card["action_card"])
        return _answer(0, "ok", task_id=randbelow(10**12))

    def _show(self, userid: str, card: dict[str, str]) -> None:
        """The same to the same person once a day, and DingTalk does not say so."""
        shown = (userid, json.dumps(card, sort_keys=True))
        if shown in self._own.noticed or not self._own.chats.knows(userid):
            return
        self._own.noticed.add(shown)
        text = f"{card['markdown']}  \n  [{card['single_title']}]({card['single_url']})"
        self._own.chats.add(chat_of(userid), NOTICES, "markdown", {"title": card["title"], "text": text})


def _wrong(message: dict[str, Any], receivers: list[str]) -> str:
    card = message.get("action_card") or {}
    checks = (
        ("userid_list", 0 < len(receivers) <= MOST_RECEIVERS and all(receivers)),
        ("msgtype", message.get("msgtype") == "action_card"),
        ("action_card", all(card.get(name) for name in ("title", "markdown", "single_title", "single_url"))),
        ("msg", len(json.dumps(message, ensure_ascii=False).encode()) <= LARGEST_MESSAGE),
    )
    return "、".join(name for name, is_right in checks if not is_right)


def _answer(code: int, message: str, **more: object) -> Response:
    return jsonify({"errcode": code, "errmsg": message, **more})
