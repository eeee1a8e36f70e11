"""The few interfaces of DingTalk that the bot calls, over requests: short waits, every failure named."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from training.settings import Settings
from training.terms import UsageKind

CONNECT_SECONDS, READ_SECONDS = 5, 10
CONNECTIONS = 16
# Renewed before DingTalk itself would, so that no call meets the moment in between.
RENEWED_BEFORE = timedelta(minutes=5)
MOST_RECEIVERS = 20
LARGEST_PICTURE = 20 * 1024 * 1024
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
SERVER_ERROR = 500
Answer = dict[str, Any]


class ApiFailure(Exception):
    """DingTalk did not do it; the message is Chinese and says what an administrator can do."""


class ApiRefused(ApiFailure):
    """It said no, and will again; `code` is DingTalk's own, where it gave one."""

    def __init__(self, message: str, code: str = ""):
        super().__init__(message)
        self.code = code


class ApiUnavailable(ApiFailure):
    """It cannot be reached or asks for patience; later is worth a try."""


class QuotaEmpty(ApiFailure):
    """The organisation's month is used up."""

    def __init__(self, kind: UsageKind):
        super().__init__("本组织本月的钉钉额度已用完，请在钉钉管理后台加量。")
        self.kind = kind


class Meter:
    """Counts what is used until somebody writes it down."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[UsageKind] = Counter()

    def note(self, kind: UsageKind, count: int = 1) -> None:
        with self._lock:
            self._counts[kind] += count

    def drain(self) -> Mapping[UsageKind, int]:
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts

    @property
    def is_empty(self) -> bool:
        return not self._counts


@dataclass(frozen=True)
class Person:
    """What the organisation's address book tells of a userid."""

    name: str
    union_id: str


class OpenApi:
    """One robot of one organisation; may be used by several threads at once."""

    def __init__(self, settings: Settings, meter: Meter, clock: Callable[[], datetime]):
        self._settings = settings
        self._meter = meter
        self._clock = clock
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=CONNECTIONS))
        self._token = ""
        self._token_ends: datetime | None = None
        self._token_lock = Lock()

    def open_connection(self, body: Mapping[str, object]) -> Answer:
        """The gateway's address and ticket for one connection; not counted by DingTalk."""
        return self._ask("POST", "/v1.0/gateway/connections/open", body, token="")

    def answer_by_webhook(self, address: str, title: str, text: str, at: str = "") -> None:
        """Answer into the conversation that a message came from, by the address it brought."""
        body: dict[str, object] = {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
        if at:
            body["at"] = {"atUserIds": [at]}
        self._meter.note(UsageKind.MESSAGES)
        said = _judged(self._request("POST", address, json=body), UsageKind.MESSAGES)
        _refuse_errcode(said, UsageKind.MESSAGES)

    def send_to_people(self, userids: list[str], title: str, text: str) -> list[str]:
        """Write to each of at most twenty, one to one; gives the userids that DingTalk does not know."""
        body = {"robotCode": self._robot, "userIds": userids, **_markdown(title, text)}
        said = self._call("POST", "/v1.0/robot/oToMessages/batchSend", body)
        if said.get("flowControlledStaffIdList"):
            raise ApiUnavailable("钉钉限流，有人没有收到，稍后再发。")
        return [str(each) for each in said.get("invalidStaffIdList") or ()]

    def send_to_group(self, conversation_id: str, title: str, text: str) -> None:
        body = {
            "robotCode": self._robot,
            "openConversationId": conversation_id,
            **_markdown(title, text),
        }
        self._call("POST", "/v1.0/robot/groupMessages/send", body)

    def download(self, download_code: str) -> bytes:
        """The picture that a message names by a code, which lives only for a while."""
        body = {"downloadCode": download_code, "robotCode": self._robot}
        address = self._call("POST", "/v1.0/robot/messageFiles/download", body).get("downloadUrl")
        if not address:
            raise ApiRefused("钉钉没有给出图片的下载地址，请重新发送图片。")
        answer = self._request("GET", str(address), stream=True)
        if answer.status_code != requests.codes.ok:
            raise ApiRefused("图片已过期或下载不了，请重新发送图片。")
        content = answer.raw.read(LARGEST_PICTURE + 1, decode_content=True)
        if len(content) > LARGEST_PICTURE:
            raise ApiRefused(f"图片太大，最大 {LARGEST_PICTURE // 1024 // 1024} MB。")
        return bytes(content)

    def deliver_card(self, card: Mapping[str, object]) -> None:
        """Create a card and deliver it; DingTalk says 200 also where a space refused it."""
        said = self._call("POST", "/v1.0/card/instances/createAndDeliver", card)
        results = (said.get("result") or {}).get("deliverResults") or ()
        refused = [each for each in results if not each.get("success")]
        if refused:
            raise ApiRefused(f"钉钉没有送达卡片：{refused[0].get('errorMsg') or '没有说明'}。")

    def update_card(self, card: Mapping[str, object]) -> None:
        self._call("PUT", "/v1.0/card/instances", card)

    def look_up(self, userid: str) -> Person:
        """Who this userid is."""
        found = self.ask_older("/topapi/v2/user/get", {"userid": userid})
        return Person(str(found.get("name", "")), str(found.get("unionid", "")))

    def ask_older(self, path: str, body: Mapping[str, object]) -> Answer:
        """Who somebody is only the older host tells: the result. Not counted by DingTalk."""
        try:
            return self._ask_older(path, body, self._living_token())
        except _BadToken:
            return self._ask_older(path, body, self._living_token(anew=True))

    def ask_for_person(
        self, method: str, path: str, body: Mapping[str, object], *, token: str = ""
    ) -> Answer:
        """A call of a sign-in, with no token or with the person's own. Not counted by DingTalk."""
        return self._ask(method, path, body, token=token)

    @property
    def _robot(self) -> str:
        return self._settings.dingtalk_robot_code

    def _call(self, method: str, path: str, body: Mapping[str, object]) -> Answer:
        """A counted call with the token; a token that DingTalk dropped is fetched anew, once."""
        self._meter.note(UsageKind.CALLS)
        try:
            return self._ask(method, path, body, token=self._living_token())
        except _BadToken:
            self._meter.note(UsageKind.CALLS)
            return self._ask(method, path, body, token=self._living_token(anew=True))

    def _ask(self, method: str, path: str, body: Mapping[str, object], *, token: str) -> Answer:
        headers = {"x-acs-dingtalk-access-token": token} if token else {}
        address = self._settings.dingtalk_openapi_endpoint + path
        sent = None if method == "GET" else body
        return _judged(self._request(method, address, json=sent, headers=headers), UsageKind.CALLS)

    def _ask_older(self, path: str, body: Mapping[str, object], token: str) -> Answer:
        address = self._settings.dingtalk_oapi_endpoint + path
        answer = self._request("POST", address, params={"access_token": token}, json=body)
        said = _judged(answer, UsageKind.CALLS)
        _refuse_errcode(said, UsageKind.CALLS)
        result = said.get("result")
        return result if isinstance(result, dict) else {}

    def _living_token(self, *, anew: bool = False) -> str:
        with self._token_lock:
            now = self._clock()
            if anew or self._token_ends is None or now >= self._token_ends:
                secrets = {
                    "appKey": self._settings.dingtalk_client_id,
                    "appSecret": self._settings.dingtalk_client_secret,
                }
                said = self._ask("POST", "/v1.0/oauth2/accessToken", secrets, token="")
                lasts = timedelta(seconds=int(said.get("expireIn", 0)))
                self._token, self._token_ends = str(said.get("accessToken", "")), now + lasts - RENEWED_BEFORE
            return self._token

    def _request(self, method: str, address: str, **options: Any) -> requests.Response:
        options.setdefault("headers", {})["Accept"] = "application/json"
        try:
            return self._session.request(method, address, timeout=(CONNECT_SECONDS, READ_SECONDS), **options)
        except requests.RequestException as error:
            # Not the error's own words: they repeat the address, and some addresses are secret.
            raise ApiUnavailable(f"连不上钉钉（{type(error).__name__}），稍后会自动重试。") from None


class _BadToken(ApiRefused):
    """The token is not, or no longer, valid."""


def _markdown(title: str, text: str) -> Answer:
    parameters = json.dumps({"title": title, "text": text}, ensure_ascii=False)
    return {"msgKey": "sampleMarkdown", "msgParam": parameters}


def _judged(answer: requests.Response, kind: UsageKind) -> Answer:
    """The answer's values; DingTalk's own codes are sorted into our kinds of failure."""
    said = _values(answer)
    if answer.ok:
        return said
    code = str(said.get("code", ""))
    if code in QUOTA_CODES:
        raise QuotaEmpty(kind)
    if code in TOO_FAST_CODES or answer.status_code >= SERVER_ERROR:
        raise ApiUnavailable(f"钉钉暂时不能办理（{code or answer.status_code}），稍后会自动重试。")
    if answer.status_code == requests.codes.unauthorized or code in TOKEN_CODES:
        message = "钉钉不认这个应用的凭证，请核对 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET。"
        raise _BadToken(message, code)
    raise ApiRefused(f"钉钉不办理（{code or answer.status_code}），请核对应用的权限和设置。", code)


def _refuse_errcode(said: Answer, kind: UsageKind) -> None:
    """The older kinds of answer say 200 and put the failure into a number."""
    code = str(said.get("errcode", 0))
    if code == "0":
        return
    if code == WRAPPED_CODE:
        code = str(said.get("sub_code") or code)
    if code in QUOTA_CODES:
        raise QuotaEmpty(kind)
    if code in TOO_FAST_CODES:
        raise ApiUnavailable(f"钉钉限流（{code}），稍后会自动重试。")
    if code in TOKEN_CODES:
        raise _BadToken(f"钉钉不认这个应用的凭证（{code}），请稍后再试。")
    raise ApiRefused(f"钉钉不办理（{code}）。", code)


def _values(answer: requests.Response) -> Answer:
    """Where a gateway bars an address it answers with a page, so whatever is no object is an empty one."""
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
