"""What DingTalk answers, judged: its many codes are sorted into the few kinds of failure that we act on."""

import logging
from datetime import timedelta
from typing import Any

import requests
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from bot.line.codes import Meaning, find_code
from bot.line.said import number_in
from training.chat.terms import UsageKind

# The older host's gateway: its own reason stands in another field.
WRAPPED_CODE = "88"
# What bars an address says so in this field, with whatever status, and in the other for how many seconds.
BARRED, BARRED_FOR = "punish", "wait"
SERVER_ERROR = 500
# What is counted by the minute is free again when the minute is over.
A_MINUTE = timedelta(minutes=1)
A_BAN = timedelta(minutes=10)
Answer = dict[str, Any]

log = logging.getLogger("chaban.bot")


class ApiFailure(Exception):
    """DingTalk did not do it; the message is Chinese and says what an administrator can do.

    Whether it is tried again is only known to whoever asked.
    """

    def __init__(self, message: str, code: str = ""):
        super().__init__(message)
        self.code = code
        """DingTalk's own word for it."""


class ApiRefused(ApiFailure):
    """It said no, and will again; `is_known` is False for a code that no table lists, which may not last."""

    def __init__(self, message: str, code: str = "", *, is_known: bool = True):
        super().__init__(message, code)
        self.is_known = is_known


class Expired(ApiRefused):
    """A code or an address that lives only for a while has ended."""


class NotThere(ApiRefused):
    """DingTalk knows no such thing, or none any more."""


class AlreadyThere(ApiRefused):
    """An earlier attempt did it, whose answer came too late."""


class ApiUnavailable(ApiFailure):
    """It cannot be reached or asks for patience; later is worth a try, `pause` the least that it asks for."""

    def __init__(self, message: str, code: str = "", *, pause: timedelta = timedelta()):
        super().__init__(message, code)
        self.pause = pause


class ApiThrottled(ApiUnavailable):
    """We asked too often: nothing was done, and it will be, so nobody gives up."""


class ApiUnclear(ApiUnavailable):
    """No answer came that tells whether it was done."""


class QuotaEmpty(ApiFailure):
    """The organisation's month is used up."""

    def __init__(self, kind: UsageKind):
        super().__init__("本组织本月的钉钉额度已用完，请在钉钉管理后台加量。")
        self.kind = kind


class BadToken(ApiRefused):
    """The token is not, or no longer, valid."""


def judged(answer: requests.Response, kind: UsageKind) -> Answer:
    """The answer's values; raises ApiFailure."""
    found = _values(answer)
    if answer.ok and found is None:
        # Taken for an empty answer, a page would end a meeting, with nobody in it.
        raise ApiUnclear("钉钉的回答看不懂，稍后会自动重试。")
    said = found or {}
    if said.get(BARRED):
        pause = min(timedelta(seconds=number_in(said, BARRED_FOR)), A_BAN)
        raise ApiThrottled("钉钉说本服务器调用太频繁，暂时不接受，稍后会自动重试。", BARRED, pause=pause)
    if answer.ok:
        return said
    raise failure_named(str(said.get("code", "")), kind, answer.status_code)


def refuse_errcode(said: Answer, kind: UsageKind) -> None:
    """The older kinds of answer say 200 and put the failure into a number."""
    code = str(said.get("errcode", 0))
    if code == "0":
        return
    if code == WRAPPED_CODE:
        code = str(said.get("sub_code") or code)
    raise failure_named(code, kind)


def refuse_unsuccess(said: Answer, what: str, kind: UsageKind) -> None:
    """Where the interface documents `success`, False at 200 is a failure like any other."""
    if said.get("success") in (False, "false"):
        code = str(said.get("code") or said.get("errorCode") or "")
        raise (
            failure_named(code, kind) if code else ApiRefused(f"钉钉回答没有办成：{what}。", "success=false")
        )


def refuse_silence(said: Answer) -> None:
    """An empty answer to a question says nothing: taken for "nobody", it would end a meeting."""
    if not said:
        raise ApiUnclear("钉钉的回答是空的，稍后会自动重试。")


def failure_named(code: str, kind: UsageKind, status: int = 200) -> ApiFailure:
    """The failure of this code; where none lists it, the status tells, and that is noted."""
    found = find_code(code)
    if found is None:
        return _unlisted(code, status)
    meaning = found.meaning
    if status == requests.codes.too_many_requests:
        meaning = meaning if meaning in WAITS else Meaning.SOON
    if meaning in WAITS:
        return ApiThrottled(f"钉钉限流，稍后会自动重试（{code}）。", code, pause=WAITS[meaning])
    if meaning is Meaning.UNCLEAR:
        return ApiUnclear(f"钉钉暂时不能办理（{code}）。", code)
    if meaning is Meaning.QUOTA:
        return QuotaEmpty(kind)
    if meaning is Meaning.TOKEN:
        return _bad_token(code)
    if meaning is Meaning.ALREADY_THERE:
        return AlreadyThere(f"钉钉里已经有了（{code}）。", code)
    if meaning is Meaning.EXPIRED:
        return Expired(f"已过期，请重新发送（{code}）。", code)
    if meaning is Meaning.NOT_THERE:
        return NotThere(f"钉钉里找不到（{code}）。", code)
    return ApiRefused(f"钉钉不办理（{code}）{ADVICE.get(meaning, '。')}", code)


WAITS = {Meaning.SOON: timedelta(), Meaning.NEXT_MINUTE: A_MINUTE, Meaning.AFTER_BAN: A_BAN}
ADVICE = {
    Meaning.PERMISSION: "，请管理员核对应用的权限和设置。",
    Meaning.NOBODY: "：组织里没有这个人。",
}


def means(failure: ApiFailure, *meanings: Meaning) -> bool:
    """Whether its code is one that means this."""
    found = find_code(failure.code)
    return found is not None and found.meaning in meanings


def failure_of(error: requests.RequestException) -> ApiFailure:
    """Where nobody was reached nothing was done; where the answer was lost nobody knows."""
    # Not the error's own words: they repeat the address, and some addresses are secret.
    words = f"连不上钉钉（{type(error).__name__}）。"
    return ApiUnavailable(words) if _never_left(error) else ApiUnclear(words)


def _unlisted(code: str, status: int) -> ApiFailure:
    """By the status, and with caution: what nobody knows may be over tomorrow, or by the next try."""
    if status == requests.codes.too_many_requests:
        return ApiThrottled(f"钉钉限流（{code or status}），稍后会自动重试。", code or str(status))
    if status >= SERVER_ERROR:
        return ApiUnclear(f"钉钉暂时不能办理（{code or status}）。", code or str(status))
    if status == requests.codes.unauthorized:
        return _bad_token(code)
    if code:
        log.error("DingTalk's code %s is in no table of ours (bot/line/codes.py)", code)
    words = f"钉钉没有办理（{code or status}），这个代码查班不认识，请把它告诉管理员。"
    return ApiRefused(words, code, is_known=False)


def _bad_token(code: str) -> ApiFailure:
    return BadToken("钉钉不认这个应用的凭证，请核对 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET。", code)


def _never_left(error: requests.RequestException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, ConnectTimeout) or isinstance(reason, (NewConnectionError, ConnectTimeoutError))


def _values(answer: requests.Response) -> Answer | None:
    """None for what is no object: where a gateway bars an address it answers with a page."""
    if not answer.content:
        return {}
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
