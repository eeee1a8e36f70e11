"""What no address and no form may hold, because no database takes it; told before anything reads them."""

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter

from webapp.web.error_handlers import API_PREFIX

MOST_DIGITS = 9
"""Of a number that still fits into any column."""
# The bodies of machines and providers are read by their own readers, from which a form would take them away.
READ_ELSEWHERE = ("iclock", "hikvision", "sms_callbacks")


class SmallNumber(IntegerConverter):
    """A place or position in an address; a longer number leads nowhere."""

    regex = rf"\d{{1,{MOST_DIGITS}}}"


def register_bad_input(app: Flask) -> None:
    app.url_map.converters["int"] = SmallNumber
    app.before_request(_refuse_zero_bytes)


def small_number(text: str) -> int:
    """For `args.get(…, type=small_number)`: a longer number is as good as none."""
    if len(text) > MOST_DIGITS:
        raise ValueError("too long")
    return int(text)


def _refuse_zero_bytes() -> None:
    """PostgreSQL takes no zero byte, and no name, reason or number has one; the API has its schemas."""
    if request.path.startswith(API_PREFIX):
        return
    if "\0" in request.path or _has_zero_byte(request.args):
        abort(400)
    if request.blueprint not in READ_ELSEWHERE and _has_zero_byte(request.form):
        abort(400)


def _has_zero_byte(fields: MultiDict[str, str]) -> bool:
    return any("\0" in name or any("\0" in value for value in values) for name, values in fields.lists())
