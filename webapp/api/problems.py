"""Problem details (RFC 9457) for whatever goes wrong in the API."""

from http import HTTPStatus
from typing import Any

from flask import Response, json, make_response
from werkzeug.exceptions import HTTPException

from training.errors import Refusal
from webapp.web.errors import fault_id, say_when, status_of

MEDIA_TYPE = "application/problem+json"
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
WORDS = {
    400: "请求格式有误。",
    404: "没有这个地址。",
    405: "这个地址不接受这种方法，可用的见 Allow。",
    406: "给不出所要的格式，请接受 application/json。",
    413: "内容太大。",
    415: "请用 application/json 提交。",
    422: "有字段不合要求，见 errors。",
    429: "请求太频繁，请按 Retry-After 稍后再试。",
}
SCHEMA = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "refusal": {"type": "string", "description": "规则拒绝的名称"},
        "errors": {"type": "object", "description": "各字段的问题"},
        "fault": {"type": "string", "description": "故障编号，反映问题时请提供"},
    },
}


def problem(status: int, detail: str = "", **more: Any) -> Response:
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    answer = make_response(json.dumps(body | more, ensure_ascii=False), status)
    answer.headers["Content-Type"] = MEDIA_TYPE
    return answer


def of_refusal(refusal: Refusal) -> Response:
    return say_when(problem(status_of(refusal), str(refusal), refusal=type(refusal).__name__), refusal)


def of_http_error(error: HTTPException) -> Response:
    """`errors` holds what marshmallow says of each field."""
    data = getattr(error, "data", None) or {}
    more = {"errors": data["messages"]} if "messages" in data else {}
    answer = problem(error.code or 500, _words_of(error), **more)
    for name, value in error.get_headers():
        if name in KEPT_HEADERS:
            answer.headers[name] = value
    return answer


def _words_of(error: HTTPException) -> str:
    """What was written for this error, or in Chinese what the library would say in English."""
    own = "" if error.description == type(error).description else error.description
    return own or WORDS.get(error.code or 500, "请求没有成功。")


def of_fault(fault: Exception, status: int) -> Response:
    return problem(status, "系统出错，已记录，请稍后再试。", fault=fault_id(fault))
