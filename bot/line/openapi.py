"""The few interfaces of DingTalk that the bot calls, over requests: short waits, every failure named."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from bot.line.api_answers import (
    AlreadyThere,
    Answer,
    ApiFailure,
    ApiRefused,
    ApiThrottled,
    ApiUnavailable,
    ApiUnclear,
    BadToken,
    NotThere,
    QuotaEmpty,
    failure_of,
    judged,
    refuse_errcode,
    refuse_unsuccess,
)
from bot.line.downloads import expired, read_file, refusal_of_code, refuse_address
from bot.line.meter import Meter
from bot.line.said import mapping, mappings, number_in, text_in, texts
from bot.settings import BotSettings
from training.chat.terms import UsageKind

__all__ = [
    "AlreadyThere",
    "ApiFailure",
    "ApiRefused",
    "ApiThrottled",
    "ApiUnavailable",
    "ApiUnclear",
    "NotThere",
    "OpenApi",
    "Person",
    "QuotaEmpty",
]

CONNECT_SECONDS, READ_SECONDS = 5, 10
CONNECTIONS = 16
# Renewed before DingTalk itself would, so that no call meets the moment in between.
RENEWED_BEFORE = timedelta(minutes=5)
MOST_RECEIVERS = 20


@dataclass(frozen=True)
class Person:
    """What the organisation's address book tells of a userid."""

    name: str
    union_id: str


class OpenApi:
    """One robot of one organisation; may be used by several threads at once."""

    def __init__(self, settings: BotSettings, meter: Meter, clock: Callable[[], datetime]):
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
        # DingTalk shows an @ only where the text has it too.
        shown = f"{text}  \n  @{at}" if at else text
        body: dict[str, object] = {"msgtype": "markdown", "markdown": {"title": title, "text": shown}}
        if at:
            body["at"] = {"atUserIds": [at]}
        self._meter.note(UsageKind.MESSAGES)
        said = judged(self._request("POST", address, json=body), UsageKind.MESSAGES)
        refuse_errcode(said, UsageKind.MESSAGES)

    def send_to_people(self, userids: list[str], title: str, text: str) -> list[str]:
        """Write to each of at most twenty, one to one; gives those whom DingTalk keeps it from.

        Raises ApiThrottled where these are all.
        """
        body = {"robotCode": self._robot, "userIds": userids, **_markdown(title, text)}
        said = self.call("POST", "/v1.0/robot/oToMessages/batchSend", body)
        kept_back = [each for each in userids if each in texts(said.get("flowControlledStaffIdList"))]
        if len(kept_back) == len(userids):
            raise ApiThrottled("钉钉限流，没有人收到，稍后再发。")
        return kept_back

    def send_to_group(self, conversation_id: str, title: str, text: str) -> None:
        body = {
            "robotCode": self._robot,
            "openConversationId": conversation_id,
            **_markdown(title, text),
        }
        self.call("POST", "/v1.0/robot/groupMessages/send", body)

    def download(self, download_code: str, what: str = "图片") -> bytes:
        """The picture or file that a message names by a code, which lives only for a while."""
        body = {"downloadCode": download_code, "robotCode": self._robot}
        try:
            address = self.call("POST", "/v1.0/robot/messageFiles/download", body).get("downloadUrl")
        except ApiRefused as failure:
            raise refusal_of_code(failure, what) from None
        if not address:
            raise expired(what)
        refuse_address(str(address), self._settings.dingtalk)
        # Where a redirect leads to nobody has looked at: it is a refusal like any other status.
        with self._request("GET", str(address), stream=True, allow_redirects=False) as answer:
            return read_file(answer, what, self._clock)

    def deliver_card(self, card: Mapping[str, object]) -> None:
        """Create a card and deliver it; DingTalk says 200 also where a space refused it."""
        said = self.call("POST", "/v1.0/card/instances/createAndDeliver", card)
        refuse_unsuccess(said, "创建卡片", UsageKind.CALLS)
        results = mappings(mapping(said.get("result")).get("deliverResults"))
        refused = [each for each in results if not each.get("success")]
        if refused:
            raise ApiRefused(f"钉钉没有送达卡片：{text_in(refused[0], 'errorMsg') or '没有说明'}。")

    def update_card(self, card: Mapping[str, object]) -> None:
        said = self.call("PUT", "/v1.0/card/instances", card)
        refuse_unsuccess(said, "更新卡片", UsageKind.CALLS)

    def look_up(self, userid: str) -> Person:
        """Who this userid is."""
        found = self.ask_older("/topapi/v2/user/get", {"userid": userid})
        return Person(text_in(found, "name"), text_in(found, "unionid"))

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, object] | None = None,
        attempt_of: str = "",
    ) -> Answer:
        """A counted call with the token; a token that DingTalk dropped is fetched anew, once.

        Where the interface documents it, what is asked for again within a day as `attempt_of` is done once.
        """
        self._meter.note(UsageKind.CALLS)
        more: dict[str, Any] = {"query": query, "attempt_of": attempt_of}
        try:
            return self._ask(method, path, body, token=self._living_token(), **more)
        except BadToken:
            self._meter.note(UsageKind.CALLS)
            return self._ask(method, path, body, token=self._living_token(anew=True), **more)

    def call_older(self, path: str, body: Mapping[str, object]) -> Answer:
        """A counted call of the older host: the result."""
        self._meter.note(UsageKind.CALLS)
        try:
            return self._ask_older(path, body, self._living_token())
        except BadToken:
            self._meter.note(UsageKind.CALLS)
            return self._ask_older(path, body, self._living_token(anew=True))

    def ask_older(self, path: str, body: Mapping[str, object]) -> Answer:
        """What the older host knows of people: the result. Not counted by DingTalk."""
        try:
            return self._ask_older(path, body, self._living_token())
        except BadToken:
            return self._ask_older(path, body, self._living_token(anew=True))

    def ask_for_person(
        self, method: str, path: str, body: Mapping[str, object], *, token: str = ""
    ) -> Answer:
        """A call of a sign-in, with no token or with the person's own. Not counted by DingTalk."""
        return self._ask(method, path, body, token=token)

    @property
    def _robot(self) -> str:
        return self._settings.dingtalk.robot_code

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None,
        *,
        token: str,
        query: Mapping[str, object] | None = None,
        attempt_of: str = "",
    ) -> Answer:
        headers = {"x-acs-dingtalk-access-token": token} if token else {}
        headers |= {"x-client-token": attempt_of} if attempt_of else {}
        address = self._settings.dingtalk.openapi_endpoint + path
        sent = None if method == "GET" else body
        answer = self._request(method, address, json=sent, params=query, headers=headers)
        return judged(answer, UsageKind.CALLS)

    def _ask_older(self, path: str, body: Mapping[str, object], token: str) -> Answer:
        address = self._settings.dingtalk.oapi_endpoint + path
        answer = self._request("POST", address, params={"access_token": token}, json=body)
        said = judged(answer, UsageKind.CALLS)
        refuse_errcode(said, UsageKind.CALLS)
        result = said.get("result")
        return result if isinstance(result, dict) else {}

    def _living_token(self, *, anew: bool = False) -> str:
        with self._token_lock:
            now = self._clock()
            if anew or self._token_ends is None or now >= self._token_ends:
                secrets = {
                    "appKey": self._settings.dingtalk.client_id,
                    "appSecret": self._settings.dingtalk.client_secret,
                }
                said = self._ask_for_token(secrets)
                lasts = timedelta(seconds=number_in(said, "expireIn"))
                self._token, self._token_ends = text_in(said, "accessToken"), now + lasts - RENEWED_BEFORE
            return self._token

    def _ask_for_token(self, secrets: Mapping[str, object]) -> Answer:
        """Without a token nothing was asked for, so whatever comes of it nothing was done."""
        try:
            return self._ask("POST", "/v1.0/oauth2/accessToken", secrets, token="")
        except ApiUnclear as failure:
            raise ApiUnavailable(str(failure), failure.code) from None

    def _request(self, method: str, address: str, **options: Any) -> requests.Response:
        options.setdefault("headers", {})["Accept"] = "application/json"
        try:
            return self._session.request(method, address, timeout=(CONNECT_SECONDS, READ_SECONDS), **options)
        except requests.RequestException as error:
            raise failure_of(error) from None


def _markdown(title: str, text: str) -> Answer:
    parameters = json.dumps({"title": title, "text": text}, ensure_ascii=False)
    return {"msgKey": "sampleMarkdown", "msgParam": parameters}
