"""A local stand-in of the Twilio REST API with a page that shows the phones. Never for production."""

import socket
from contextlib import suppress
from email.utils import format_datetime
from hmac import compare_digest
from threading import Event
from typing import Any

from flask import Flask, Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from notifications.messages import segments
from notifications.sandbox.phones import FAILURES, Failure, Message, Order, Orders, Phones
from notifications.sandbox.receipts import Callbacks

# The documented test numbers of Twilio, so that every failure can be had on purpose.
REFUSED_NUMBERS = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}
REFUSED_SENDERS = {
    "+15005550001": (21212, "The 'From' number is not a valid phone number."),
    "+15005550007": (21606, "The 'From' phone number is not a valid, SMS-capable number."),
    "+15005550008": (21611, "The 'From' number has exceeded the maximum number of queued messages."),
}
BASE = "/2010-04-01/Accounts/<account>"
PAGE = 50
# Longer than the sender waits.
HANGS_SECONDS = 20.0
STAND_IN = "stand-in"


class StandIn:
    """The memory of one stand-in, for its routes and for tests."""

    def __init__(self, account_sid: str, auth_token: str, hangs_seconds: float, pause_seconds: float):
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.hangs_seconds = hangs_seconds
        self.phones = Phones()
        self.orders = Orders()
        self.callbacks = Callbacks(account_sid, auth_token, pause_seconds)


def create_sandbox(
    account_sid: str, auth_token: str, *, hangs_seconds: float = HANGS_SECONDS, pause_seconds: float = 0.0
) -> Flask:
    """The stand-in as an app of one process; what it receives it keeps in memory only."""
    app = Flask(__name__)
    stand_in = StandIn(account_sid, auth_token, hangs_seconds, pause_seconds)
    app.extensions[STAND_IN] = stand_in
    _register_api(app, stand_in)
    _register_pages(app, stand_in)
    return app


def _register_api(app: Flask, stand_in: StandIn) -> None:
    @app.before_request
    def authorise() -> tuple[Response, int] | None:
        if not request.path.startswith("/2010-04-01/") or _is_authorised(stand_in):
            return None
        return _error(401, 20003, "Authenticate")

    @app.post(f"{BASE}/Messages.json")
    def create_message(account: str) -> tuple[Response, int]:
        to, sender, text = (request.form.get(name, "") for name in ("To", "From", "Body"))
        if not text:
            return _error(400, 21602, "Message body is required.")
        for number, refused in ((to, REFUSED_NUMBERS), (sender, REFUSED_SENDERS)):
            if number in refused:
                return _error(400, *refused[number])
        return _take(stand_in, stand_in.orders.next_for(to))

    @app.get(f"{BASE}/Messages.json")
    def list_messages(account: str) -> Response:
        found = stand_in.phones.of(request.args.get("To", ""))[:PAGE]
        told = [_as_twilio_says(stand_in, message) for message in found]
        return jsonify(messages=told, page=0, page_size=PAGE, next_page_uri=None, uri=request.full_path)

    @app.get(f"{BASE}/Messages/<sid>.json")
    def fetch_message(account: str, sid: str) -> Response | tuple[Response, int]:
        found = stand_in.phones.by_sid(sid)
        return jsonify(_as_twilio_says(stand_in, found)) if found else _error(404, 20404, "Not found")


def _register_pages(app: Flask, stand_in: StandIn) -> None:
    phones, orders = stand_in.phones, stand_in.orders

    @app.get("/")
    def all_phones() -> str:
        return render_template(
            "phones.html", phones=[(each, phones.of(each)[0]) for each in phones.numbers()]
        )

    @app.get("/phones/<number>")
    def phone(number: str) -> tuple[str, int]:
        received = phones.of(number)
        return render_template("phone.html", number=number, messages=received), 200 if received else 404

    @app.get("/control")
    def control() -> str:
        return render_template("control.html", failures=FAILURES, orders=orders.waiting)

    @app.post("/control")
    def order() -> Answer | tuple[str, int]:
        kind, times = request.form.get("failure", ""), request.form.get("times", "1")
        if not kind:
            orders.clear()
        elif kind in FAILURES and times.isdecimal() and int(times):
            orders.add(Order(kind, int(times), request.form.get("phone", "").strip()))
        else:
            return f"没有 {kind} 这种失败，或次数不对；有 {'、'.join(FAILURES)}", 422
        return redirect("/control", 303)


def _take(stand_in: StandIn, failure: Failure) -> tuple[Response, int]:
    """Take the message unless told otherwise, and answer as told."""
    message = None
    if failure.is_taken:
        to, sender, text, callback = (
            request.form.get(name, "") for name in ("To", "From", "Body", "StatusCallback")
        )
        message = stand_in.phones.receive(to, sender, text, callback)
        stand_in.callbacks.promise(message, failure.receipts)
    if failure.hangs:
        Event().wait(stand_in.hangs_seconds)
    if failure.is_cut:
        _cut()
    if failure.status or message is None:
        status = failure.status or 500
        return _error(status, failure.code or status, "Told to fail.")
    return jsonify(_as_twilio_says(stand_in, message)), 201


def _cut() -> None:
    """End the connection without a word; the test client of Flask has none."""
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _is_authorised(stand_in: StandIn) -> bool:
    given = request.authorization
    if given is None or given.username is None or given.password is None:
        return False
    is_ours = given.username == stand_in.account_sid and f"/{stand_in.account_sid}/" in request.path
    return is_ours and compare_digest(given.password, stand_in.auth_token)


def _as_twilio_says(stand_in: StandIn, message: Message) -> dict[str, Any]:
    at = format_datetime(message.at)
    return {
        "account_sid": stand_in.account_sid,
        "api_version": "2010-04-01",
        "body": message.text,
        "date_created": at,
        "date_sent": None if message.status == "queued" else at,
        "date_updated": at,
        "direction": "outbound-api",
        "error_code": message.error_code,
        "error_message": None,
        "from": message.sender or None,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(segments(message.text)),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {},
        "to": message.to,
        "uri": f"/2010-04-01/Accounts/{stand_in.account_sid}/Messages/{message.sid}.json",
    }


def _error(status: int, code: int, message: str) -> tuple[Response, int]:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return jsonify({"code": code, "message": message, "more_info": more, "status": status}), status
