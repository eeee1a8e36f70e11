"""Twilio, over its own library: sending, looking up, and its signed receipts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from werkzeug.datastructures import MultiDict

from notifications.messages import segments
from notifications.senders.provider_codes import TWILIO_ANSWERS, TWILIO_RECEIPTS, Told
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import BadSignature, Sms, SmsFailed, SmsReport, SmsTaken
from training.settings import Settings

PUBLIC_API = "https://api.twilio.com"
TIMEOUT_SECONDS = 15.0
CHINA = "+86"
UNAUTHORISED, FORBIDDEN, NOT_FOUND = 401, 403, 404
TOO_MANY_REQUESTS, UNAVAILABLE, SERVER_ERROR = 429, 503, 500
SHORTEST_VALIDITY, LONGEST_VALIDITY = timedelta(seconds=5), timedelta(hours=10)
# How far its clock and ours may stand apart.
CLOCKS_APART = timedelta(minutes=2)
MOST_LOOKED_AT = 50
STATES = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), Told(SmsFate.TAKEN)),
    **dict.fromkeys(("delivered", "read", "partially_delivered"), Told(SmsFate.DELIVERED)),
    "canceled": Told(SmsFate.FAILED),
}
# What the library raises over an answer that is none: the page of a proxy, or JSON of another shape.
NONSENSE = (TwilioException, ValueError, TypeError, AttributeError, KeyError)
# Of these the code says more.
FAILURES = frozenset({"failed", "undelivered"})


class TwilioSms:
    """Sends through the account of the settings; messages are written to mainland China."""

    provider = "twilio"

    def __init__(self, settings: Settings, timeout: float = TIMEOUT_SECONDS):
        self._sender = _sender(settings)
        self._receipts_at = _receipts_at(settings)
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token,
            http_client=_RedirectedClient(settings.twilio_api_base, timeout),
        )

    def send(self, message: Sms) -> SmsTaken:
        try:
            taken = self._client.messages.create(
                to=CHINA + message.phone,
                body=message.text,
                validity_period=_validity(message.valid_for),
                **self._sender,
                **self._callback(message),
            )
            return SmsTaken(_word(taken.sid), int(taken.num_segments or 0) or segments(message.text))
        except TwilioRestException as error:
            raise _sorted(error) from None
        except RequestException as error:
            raise _sorted_by_connection(error) from None
        except NONSENSE as error:
            # It may have been taken all the same.
            raise SmsFailed(SmsTrouble.UNCLEAR, f"twilio: no sense, {type(error).__name__}") from None

    def look_up(self, message: Sms) -> SmsReport | None:
        try:
            found = self._find(message)
            return found and _report(
                _word(found.sid), _word(found.status), found.error_code, found.num_segments
            )
        except (RequestException, *NONSENSE) as error:
            raise SmsFailed(SmsTrouble.BACK_OFF, f"look-up: {type(error).__name__}") from None

    def _find(self, message: Sms) -> Any:
        if message.reference:
            return self._by_reference(message.reference)
        # Not by its date of sending, which a message that still waits at Twilio does not have.
        listed = self._client.messages.list(to=CHINA + message.phone, limit=MOST_LOOKED_AT)
        return next((each for each in listed if _is_it(each, message)), None)

    def _by_reference(self, reference: str) -> Any:
        try:
            return self._client.messages(reference).fetch()
        except TwilioRestException as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def _callback(self, message: Sms) -> dict[str, str]:
        return {"status_callback": f"{self._receipts_at}/{message.public_id}"} if self._receipts_at else {}


class TwilioReceipts:
    """Reads the status callbacks; the signature is checked over every field that came, known or not."""

    def __init__(self, auth_token: str):
        self._validator = RequestValidator(auth_token)

    def read(self, address: str, fields: Mapping[str, list[str]], signature: str) -> SmsReport:
        sent = MultiDict((name, each) for name, values in fields.items() for each in values)
        if not self._validator.validate(address, sent, signature):
            raise BadSignature
        status, code = _first(fields, "MessageStatus"), _first(fields, "ErrorCode")
        return _report(_first(fields, "MessageSid"), status, int(code) if code.isdecimal() else None, 0)


class _RedirectedClient(TwilioHttpClient):
    """The library fixes the address of the API; this lets a stand-in or a proxy take its place."""

    def __init__(self, api_base: str, timeout: float):
        super().__init__(timeout=timeout)
        self._api_base = api_base

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:
        return super().request(method, url.replace(PUBLIC_API, self._api_base, 1), *args, **options)


def _sender(settings: Settings) -> dict[str, str]:
    """A messaging service chooses the number itself, unless one is given too."""
    chosen = {
        "from_": settings.twilio_from,
        "messaging_service_sid": settings.twilio_messaging_service_sid,
    }
    return {name: value for name, value in chosen.items() if value}


def _receipts_at(settings: Settings) -> str:
    """Where the receipts come in; nowhere if Twilio itself would have to find this very machine."""
    is_local = urlsplit(settings.public_url).hostname in ("127.0.0.1", "localhost", "::1")
    return "" if is_local and settings.twilio_api_base == PUBLIC_API else f"{settings.public_url}/sms/twilio"


def _validity(valid_for: timedelta) -> int:
    return int(min(max(valid_for, SHORTEST_VALIDITY), LONGEST_VALIDITY).total_seconds())


def _word(told: Any) -> str:
    """Without its reference or state an answer says nothing; raises ValueError."""
    if not told or not isinstance(told, str):
        raise ValueError("no word")
    return told


def _is_it(listed: Any, message: Sms) -> bool:
    """Twilio knows no reference of ours, so number, words and time must do."""
    begun: datetime = message.attempted_at - CLOCKS_APART
    is_late_enough = listed.date_created is None or listed.date_created >= begun
    return is_late_enough and listed.body == message.text and listed.sid not in message.earlier


def _sorted(error: TwilioRestException) -> SmsFailed:
    # The exception's own text repeats the phone number, so only the codes go on.
    said = f"twilio {error.status}, code {error.code}"
    if error.code in TWILIO_ANSWERS:
        return SmsFailed(TWILIO_ANSWERS[error.code], said)
    if error.status in (TOO_MANY_REQUESTS, UNAVAILABLE):
        return SmsFailed(SmsTrouble.BACK_OFF, said)
    if error.status >= SERVER_ERROR:
        # A gateway in between may have given up on a message that was taken behind it.
        return SmsFailed(SmsTrouble.UNCLEAR, said)
    if error.status in (UNAUTHORISED, FORBIDDEN):
        return SmsFailed(SmsTrouble.MISCONFIGURED, said)
    return SmsFailed(SmsTrouble.REJECTED, said, is_known=False)


def _sorted_by_connection(error: RequestException) -> SmsFailed:
    said = f"twilio: {type(error).__name__}"
    never_connected = isinstance(error, ConnectTimeout) or "NewConnectionError" in repr(error)
    return SmsFailed(SmsTrouble.BACK_OFF if never_connected else SmsTrouble.UNCLEAR, said)


def _report(reference: str, status: str, code: int | None, billed: Any) -> SmsReport:
    """Twilio's word for the state, as one of ours."""
    told = STATES.get(status) or TWILIO_RECEIPTS.get(code or 0, Told(SmsFate.FAILED))
    is_known = status in STATES or (status in FAILURES and (code is None or code in TWILIO_RECEIPTS))
    said = (told.fate, reference, str(code or ""), int(billed or 0), told.channel)
    return SmsReport(*said, has_opted_out=told.has_opted_out, is_known=is_known)


def _first(fields: Mapping[str, Iterable[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")
