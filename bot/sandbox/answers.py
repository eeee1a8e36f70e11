"""Answers of DingTalk's that are none: a test lets the next calls of an interface come to them."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any, Protocol

from flask import Response
from flask.typing import ResponseReturnValue

FORBIDDEN = "Forbidden.AccessDenied."
PAGE = "<html><body>punish</body></html>"
BARRED = {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "sandbox"}
ANSWERS: dict[str, tuple[int, dict[str, Any] | str]] = {
    "per_second": (403, {"code": f"{FORBIDDEN}QpsLimitForAppkeyAndApi", "message": "QPS 限流"}),
    "per_minute": (403, {"code": f"{FORBIDDEN}QpmLimitForAppkeyAndApi", "message": "QPM 限流"}),
    "too_fast": (400, {"code": "send.toofast", "message": "发送频繁，请稍后再试"}),
    "plain_429": (429, ""),
    "webhook_too_fast": (200, {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}),
    "unavailable": (503, PAGE),
    "broken": (500, {"code": "systemError", "message": "系统错误"}),
    "page": (200, PAGE),
    "barred": (200, BARRED),
    "unsuccess": (200, {"success": False}),
    "result_false": (200, {"result": False, "requestId": "sandbox"}),
    "no_permission": (403, {"code": f"{FORBIDDEN}AccessTokenPermissionDenied", "message": "没有权限"}),
    "new_code": (400, {"code": "somethingThatNobodyKnows", "message": "未知"}),
}
LATE = "late"
"""It is done, and the answer is that of a gateway that did not wait for it."""
View = Callable[..., ResponseReturnValue]


@dataclass
class NextAnswers:
    """What the next calls are answered, by the name of the interface."""

    waiting: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _lock: Lock = field(default_factory=Lock)

    def fail(self, call: str, *names: str) -> None:
        """Let the next calls come to these answers, one after the other."""
        with self._lock:
            self.waiting[call] += names

    def next(self, call: str) -> str:
        with self._lock:
            waiting = self.waiting[call]
            return waiting.pop(0) if waiting else ""


class HasAnswers(Protocol):
    """Whose interfaces may fail."""

    answers: NextAnswers


def failing(own: HasAnswers, view: View) -> View:
    """The interface, unless it was told to fail."""

    @wraps(view)
    def answered(*given: Any, **path: Any) -> ResponseReturnValue:
        name = own.answers.next(view.__name__)
        if not name:
            return view(*given, **path)
        if name == LATE:
            view(*given, **path)
        return as_response(*ANSWERS["unavailable" if name == LATE else name])

    return answered


def as_response(status: int, body: dict[str, Any] | str) -> Response:
    if isinstance(body, str):
        return Response(body, status, mimetype="text/html")
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/json")
