"""What DingTalk answers, judged: its many codes are sorted into the few kinds of failure that we act on."""

from typing import Any

import requests
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from training.chat.terms import UsageKind

QUOTA_CODES = {"Forbidden.AccessDenied.ApiCountLimitForOrg", "90020"}
TOO_FAST_CODES = {
    "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
    "Forbidden.AccessDenied.QpsLimitForApi",
    "send.too.fast",
    "send.byToken.tooFast",
    "90018",
    "90002",
    "410100",
    "130101",
    "-1",
}
TOKEN_CODES = {"InvalidAuthentication", "40014", "42001"}
# The older host's gateway: its own reason stands in another field.
WRAPPED_CODE = "88"
# What bars an address says so in this field, with whatever status.
BARRED = "punish"
SERVER_ERROR = 500
Answer = dict[str, Any]


class ApiFailure(Exception):
    """DingTalk did not do it; the message is Chinese and says what an administrator can do.

    Whether it is tried again is only known to whoever asked.
    """

    def __init__(self, message: str, code: str = ""):
        super().__init__(message)
        self.code = code
        """DingTalk's own word for it."""


class ApiRefused(ApiFailure):
    """It said no, and will again."""


class ApiUnavailable(ApiFailure):
    """It cannot be reached or asks for patience; later is worth a try."""


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
        raise ApiUnavailable("钉钉说本服务器调用太频繁，暂时不接受，稍后会自动重试。", BARRED)
    if answer.ok:
        return said
    code = str(said.get("code", ""))
    if code in QUOTA_CODES:
        raise QuotaEmpty(kind)
    if code in TOO_FAST_CODES:
        raise ApiUnavailable(f"钉钉暂时不能办理（{code}）。", code)
    if answer.status_code >= SERVER_ERROR:
        words = f"钉钉暂时不能办理（{code or answer.status_code}）。"
        raise ApiUnclear(words, code or str(answer.status_code))
    if answer.status_code == requests.codes.unauthorized or code in TOKEN_CODES:
        raise BadToken("钉钉不认这个应用的凭证，请核对 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET。", code)
    raise ApiRefused(f"钉钉不办理（{code or answer.status_code}），请核对应用的权限和设置。", code)


def refuse_errcode(said: Answer, kind: UsageKind) -> None:
    """The older kinds of answer say 200 and put the failure into a number."""
    code = str(said.get("errcode", 0))
    if code == "0":
        return
    if code == WRAPPED_CODE:
        code = str(said.get("sub_code") or code)
    if code in QUOTA_CODES:
        raise QuotaEmpty(kind)
    if code in TOO_FAST_CODES:
        raise ApiUnavailable(f"钉钉限流（{code}）。", code)
    if code in TOKEN_CODES:
        raise BadToken(f"钉钉不认这个应用的凭证（{code}），请稍后再试。", code)
    raise ApiRefused(f"钉钉不办理（{code}）。", code)


def failure_of(error: requests.RequestException) -> ApiFailure:
    """Where nobody was reached nothing was done; where the answer was lost nobody knows."""
    # Not the error's own words: they repeat the address, and some addresses are secret.
    words = f"连不上钉钉（{type(error).__name__}）。"
    return ApiUnavailable(words) if _never_left(error) else ApiUnclear(words)


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
