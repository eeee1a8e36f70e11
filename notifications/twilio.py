"""The Twilio sender, over its own library; what it answers is sorted into our three kinds of failure."""

from typing import Any

from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from training.ports import SmsRefused, SmsUnavailable, SmsUnclear
from training.settings import Settings

PUBLIC_API = "https://api.twilio.com"
TIMEOUT_SECONDS = 15.0
CHINA = "+86"
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class TwilioSms:
    """Sends through the account of the settings; messages are written to mainland China."""

    def __init__(self, settings: Settings):
        self._from = settings.twilio_from
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token,
            http_client=_RedirectedClient(settings.twilio_api_base),
        )

    def send(self, phone: str, text: str) -> str:
        """Give Twilio's message SID; raises SmsRefused, SmsUnavailable or SmsUnclear."""
        try:
            message = self._client.messages.create(to=CHINA + phone, from_=self._from, body=text)
        except TwilioRestException as error:
            raise _sorted(error) from None
        except RequestException as error:
            raise _sorted_by_connection(error) from None
        return str(message.sid)


class _RedirectedClient(TwilioHttpClient):
    """The library fixes the address of the API; this lets a stand-in or a proxy take its place."""

    def __init__(self, api_base: str):
        super().__init__(timeout=TIMEOUT_SECONDS)
        self._api_base = api_base

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:
        return super().request(method, url.replace(PUBLIC_API, self._api_base, 1), *args, **options)


def _sorted(error: TwilioRestException) -> Exception:
    # The exception's own text repeats the phone number, so only the code goes on.
    said = f"twilio {error.status}, code {error.code}"
    if error.status == TOO_MANY_REQUESTS or error.status >= SERVER_ERROR:
        return SmsUnavailable(said)
    return SmsRefused(said)


def _sorted_by_connection(error: RequestException) -> Exception:
    said = f"twilio: {type(error).__name__}"
    never_connected = isinstance(error, ConnectTimeout) or "NewConnectionError" in repr(error)
    return SmsUnavailable(said) if never_connected else SmsUnclear(said)
