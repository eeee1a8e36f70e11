"""DingTalk says who signs in on a page: by its own app, or by its login page in a browser."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlencode

from bot.line.api_answers import ApiFailure, ApiRefused, Expired, means
from bot.line.codes import Meaning
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.settings import BotSettings
from training.ports.sign_in import SignInFailed

LOGIN_PATH = "/oauth2/auth"
BY_CODE = "authorization_code"
MEMBER = 0
"""The kind of contact that belongs to the organisation; others are its customers."""

log = logging.getLogger("chaban.sign_in")


class DingTalkSignIn:
    """One internal app of one organisation."""

    def __init__(self, settings: BotSettings, clock: Callable[[], datetime]):
        self._settings = settings
        self.organisation = settings.dingtalk.corp_id
        # DingTalk counts none of these calls, so nobody reads the meter.
        self._api = OpenApi(settings, Meter(), clock)

    def address(self, back: str, state: str) -> str:
        asked = {
            "redirect_uri": back,
            "response_type": "code",
            "client_id": self._settings.dingtalk.client_id,
            "scope": "openid",
            "state": state,
            "prompt": "consent",
        }
        return f"{self._settings.dingtalk.login_endpoint}{LOGIN_PATH}?{urlencode(asked)}"

    def member_of_login(self, code: str) -> str:
        with _told_plainly():
            return self._userid_of(self._union_of(code))

    def member_of_client(self, code: str) -> str:
        with _told_plainly():
            found = self._api.ask_older("/topapi/v2/user/getuserinfo", {"code": code})
        return _text(found, "userid")

    def _union_of(self, code: str) -> str:
        asked = {
            "clientId": self._settings.dingtalk.client_id,
            "clientSecret": self._settings.dingtalk.client_secret,
            "code": code,
            "grantType": BY_CODE,
        }
        token = self._api.ask_for_person("POST", "/v1.0/oauth2/userAccessToken", asked)
        own = _text(token, "accessToken")
        return _text(self._api.ask_for_person("GET", "/v1.0/contact/users/me", {}, token=own), "unionId")

    def _userid_of(self, union_id: str) -> str:
        try:
            found = self._api.ask_older("/topapi/user/getbyunionid", {"unionid": union_id})
        except ApiRefused as refusal:
            if means(refusal, Meaning.NOBODY):
                return ""
            raise
        return _text(found, "userid") if found.get("contact_type") == MEMBER else ""


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Failures in words for whoever signs in; the administrator finds DingTalk's own in the log."""
    try:
        yield
    except ApiFailure as failure:
        log.warning("sign-in: %s", failure)
        raise SignInFailed(_words(failure)) from None


def _words(failure: ApiFailure) -> str:
    if not isinstance(failure, ApiRefused):
        return "现在连不上钉钉，请过一会儿再试，或用机器人发的一次性链接登录。"
    # The code of the person is unknown, used or old.
    if isinstance(failure, Expired):
        return "钉钉没有认出这次登录（可能超时或已用过），请重新点“用钉钉登录”。"
    return "钉钉没有同意查班读取您的身份，请告诉管理员核对应用的凭证和权限；现在可用一次性链接登录。"


def _text(said: dict[str, object], name: str) -> str:
    """What must be there: an answer without it is as good as none."""
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise ApiRefused(f"钉钉的回答里没有 {name}。")
    return value
