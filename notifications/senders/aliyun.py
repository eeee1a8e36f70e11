"""Aliyun (阿里云短信), over its own library: the provider that mainland bureaus have. Needs chaban[aliyun].

It sends approved templates with parameters and never a link; its receipts are unsigned, so they only make us
look up. Our public number goes with every message as OutId, by which a look-up finds it again.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import QuerySendDetailsRequest, SendSmsRequest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config
from darabonba.exceptions import RetryError, UnretryableException

from notifications.messages import CATALOGUE, LINK, segments
from notifications.senders.provider_codes import ALIYUN_ANSWERS, ALIYUN_RECEIPTS, Told
from training.notice.clock import SHANGHAI
from training.outbox.terms import SmsFate, SmsTrouble
from training.ports.sms import Sms, SmsFailed, SmsReport, SmsTaken
from training.settings import Settings, SettingsError

OK = "OK"
TIMEOUT_SECONDS = 15.0
CLOCKS_APART = timedelta(minutes=2)
PAGE = 50
SERVER_ERROR = 500
FAILED, ARRIVED = 2, 3
# What comes of reading an answer of another shape than theirs.
NONSENSE = (ValueError, TypeError, AttributeError)


class AliyunSms:
    """Sends through the account of the settings, in the approved signature and templates."""

    provider = "aliyun"

    def __init__(self, settings: Settings, timeout: float = TIMEOUT_SECONDS):
        missing = sorted(set(CATALOGUE) - set(settings.aliyun_template_codes))
        if missing:
            raise SettingsError(f"ALIYUN_TEMPLATE_CODES has no code for {', '.join(missing)}")
        self._signature = settings.sms_signature
        self._codes = settings.aliyun_template_codes
        self._client = Client(_config(settings, timeout))

    def send(self, message: Sms) -> SmsTaken:
        request = SendSmsRequest(
            phone_numbers=message.phone,
            sign_name=self._signature,
            template_code=self._codes[message.template],
            template_param=json.dumps(_parameters(message), ensure_ascii=False),
            out_id=str(message.public_id),
        )
        body = _answer(lambda: self._client.send_sms(request))
        if not body.biz_id:
            raise _no_sense()
        return SmsTaken(str(body.biz_id), segments(message.text))

    def look_up(self, message: Sms) -> SmsReport | None:
        try:
            listed = [each for day in _days(message) for each in self._sent_on(day, message)]
            ours = [each for each in listed if _is_it(each, message)]
        except NONSENSE:
            raise _no_sense() from None
        return _report(ours[0], message.reference) if ours else None

    def _sent_on(self, day: str, message: Sms) -> list[Any]:
        request = QuerySendDetailsRequest(
            phone_number=message.phone,
            send_date=day,
            page_size=PAGE,
            current_page=1,
            biz_id=message.reference or None,
        )
        body = _answer(lambda: self._client.query_send_details(request))
        return list(body.sms_send_detail_dtos.sms_send_detail_dto or [])


def _config(settings: Settings, timeout: float) -> Config:
    address = urlsplit(settings.aliyun_api_base)
    milliseconds = int(timeout * 1000)
    return Config(
        access_key_id=settings.aliyun_access_key_id,
        access_key_secret=settings.aliyun_access_key_secret,
        endpoint=address.netloc,
        protocol=address.scheme,
        connect_timeout=milliseconds,
        read_timeout=milliseconds,
    )


def _parameters(message: Sms) -> dict[str, str]:
    """In the order of the words; a link is never among them."""
    names = [name for name in CATALOGUE[message.template].parameters if name != LINK]
    return {name: message.parameters[name] for name in names}


def _answer(call: Callable[[], Any]) -> Any:
    """The body of a good answer, or the trouble that its code means."""
    try:
        body = call().body
    except AlibabaCloudException as error:
        raise _sorted(str(error.code), error.status_code or 0) from None
    except (RetryError, UnretryableException, OSError) as error:
        raise _sorted_by_connection(error) from None
    if getattr(body, "code", None) is None:
        raise _no_sense()
    if body.code != OK:
        raise _sorted(str(body.code), 0)
    return body


def _no_sense() -> SmsFailed:
    """The page of a proxy, or JSON of another shape: the message may have been taken all the same."""
    return SmsFailed(SmsTrouble.UNCLEAR, "aliyun: no sense in the answer")


def _sorted(code: str, status: int) -> SmsFailed:
    # Not the message: it may repeat the number.
    said = f"aliyun {code}"
    if code in ALIYUN_ANSWERS:
        return SmsFailed(ALIYUN_ANSWERS[code], said)
    if status >= SERVER_ERROR:
        return SmsFailed(SmsTrouble.UNCLEAR, said)
    # It answers a wrong account as it answers a wrong number: five of these in a row let the channel rest,
    # where to reject would spoil one message after the other.
    return SmsFailed(SmsTrouble.BACK_OFF, said, is_known=False)


def _sorted_by_connection(error: Exception) -> SmsFailed:
    # Read, never passed on: it repeats the address, and with it the number.
    told = str(error)
    never_connected = "NewConnectionError" in told or "ConnectTimeout" in told
    trouble = SmsTrouble.BACK_OFF if never_connected else SmsTrouble.UNCLEAR
    return SmsFailed(trouble, f"aliyun: {type(error).__name__}")


def _days(message: Sms) -> list[str]:
    """The day of the attempt; around midnight also its neighbour, for clocks differ."""
    around = (message.attempted_at - CLOCKS_APART, message.attempted_at + CLOCKS_APART)
    return sorted({f"{at.astimezone(SHANGHAI):%Y%m%d}" for at in around})


def _is_it(listed: Any, message: Sms) -> bool:
    if message.reference:
        return True
    sent_at = datetime.strptime(listed.send_date, "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    return listed.out_id == str(message.public_id) and sent_at >= message.attempted_at - CLOCKS_APART


def _report(listed: Any, reference: str) -> SmsReport:
    if listed.send_status == ARRIVED:
        return SmsReport(SmsFate.DELIVERED, reference)
    if listed.send_status != FAILED:
        return SmsReport(SmsFate.TAKEN, reference)
    code = listed.err_code or ""
    told = ALIYUN_RECEIPTS.get(code, Told(SmsFate.FAILED))
    return SmsReport(told.fate, reference, code, channel=told.channel, is_known=code in ALIYUN_RECEIPTS)
