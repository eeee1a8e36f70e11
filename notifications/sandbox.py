"""A local stand-in of the Twilio REST API with a page that shows the phones. Never for production."""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hmac import compare_digest
from secrets import token_hex
from typing import Any

from flask import Flask, Response, jsonify, render_template, request

from notifications.messages import segments
from training.terms import SHANGHAI

MOST_MESSAGES = 500
CODE = re.compile(r"验证码\s*(\d{6})")
CHINA = "+86"
# The documented test numbers of Twilio, so that every failure can be had on purpose.
REFUSED_NUMBERS = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}


@dataclass(frozen=True)
class _Message:
    sid: str
    phone: str
    text: str
    at: datetime

    @property
    def code(self) -> str:
        found = CODE.search(self.text)
        return found.group(1) if found else ""

    @property
    def shown_at(self) -> str:
        return f"{self.at.astimezone(SHANGHAI):%H:%M:%S}"


@dataclass
class _Phones:
    """What the phones received, newest first; the oldest are forgotten."""

    messages: deque[_Message] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))

    def receive(self, to: str, text: str) -> _Message:
        message = _Message(f"SM{token_hex(16)}", to.removeprefix(CHINA), text, datetime.now(UTC))
        self.messages.appendleft(message)
        return message

    def numbers(self) -> list[str]:
        return list(dict.fromkeys(message.phone for message in self.messages))

    def of(self, number: str) -> list[_Message]:
        return [message for message in self.messages if message.phone == number]


def create_sandbox(account_sid: str, auth_token: str) -> Flask:
    """The stand-in as an app of one process; what it receives it keeps in memory only."""
    app = Flask(__name__)
    phones = _Phones()

    @app.post("/2010-04-01/Accounts/<account>/Messages.json")
    def create_message(account: str) -> tuple[Response, int]:
        if account != account_sid or not _is_authorised(account_sid, auth_token):
            return _error(401, 20003, "Authenticate")
        to, sender, text = (request.form.get(name, "") for name in ("To", "From", "Body"))
        if not text:
            return _error(400, 21602, "Message body is required.")
        if to in REFUSED_NUMBERS:
            return _error(400, *REFUSED_NUMBERS[to])
        message = phones.receive(to, text)
        return jsonify(_as_twilio_says(message, account, to, sender)), 201

    @app.get("/")
    def all_phones() -> str:
        return render_template(
            "phones.html", phones=[(each, phones.of(each)[0]) for each in phones.numbers()]
        )

    @app.get("/phones/<number>")
    def phone(number: str) -> tuple[str, int]:
        received = phones.of(number)
        return render_template("phone.html", number=number, messages=received), 200 if received else 404

    return app


def _is_authorised(account_sid: str, auth_token: str) -> bool:
    given = request.authorization
    if given is None or given.username is None or given.password is None:
        return False
    return given.username == account_sid and compare_digest(given.password, auth_token)


def _as_twilio_says(message: _Message, account: str, to: str, sender: str) -> dict[str, Any]:
    at = format_datetime(message.at)
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": message.text,
        "date_created": at,
        "date_sent": None,
        "date_updated": at,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": sender,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(segments(message.text)),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": "queued",
        "subresource_uris": {},
        "to": to,
        "uri": f"/2010-04-01/Accounts/{account}/Messages/{message.sid}.json",
    }


def _error(status: int, code: int, message: str) -> tuple[Response, int]:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return jsonify({"code": code, "message": message, "more_info": more, "status": status}), status
