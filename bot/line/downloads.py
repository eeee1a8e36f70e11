"""A file that a message named, fetched within a limit of bytes and of time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.line.api_answers import (
    SERVER_ERROR,
    ApiFailure,
    ApiRefused,
    ApiThrottled,
    ApiUnavailable,
    BadToken,
    Expired,
    means,
)
from bot.line.codes import Meaning
from bot.settings import DingTalkSettings
from training.settings.hosts import is_among

LARGEST_FILE = 20 * 1024 * 1024
AT_ONCE = 64 * 1024
# A large picture over a slow line takes ten; a line that brings a byte a second is none.
LONGEST = timedelta(seconds=30)
HTTPS = 443
HAS_ENDED = frozenset({403, 404, 410})


def expired(what: str, code: str = "") -> Expired:
    """The code of a message lives only for a while, and so does the address that it is good for."""
    return Expired(f"{what}的下载码已过期，钉钉不再给出这{what}，请重新发送{what}。", code)


def refusal_of_code(failure: ApiRefused, what: str) -> ApiFailure:
    """DingTalk documents no code for this: what is neither a permission nor the token is the code's age."""
    of_the_app = isinstance(failure, BadToken) or means(failure, Meaning.PERMISSION, Meaning.REFUSED)
    return failure if of_the_app else expired(what, failure.code)


def refuse_address(address: str, dingtalk: DingTalkSettings) -> None:
    """A file comes over https from a host of DingTalk's, or from where its interface is served itself.

    Raises ApiRefused: whoever could name any address would have this server fetch from its own network.
    """
    parts = urlsplit(address)
    if (parts.scheme, parts.netloc) == urlsplit(dingtalk.openapi_endpoint)[:2]:
        return
    is_known = is_among(parts.hostname or "", dingtalk.download_hosts)
    # A name within the cloud leads into its inner network, and a number is no name of DingTalk's.
    is_inner = "-internal." in address.partition("://")[2].partition("/")[0]
    if parts.scheme != "https" or parts.username or not is_known or is_inner or _port_of(address) != HTTPS:
        raise ApiRefused(f"文件的地址（{parts.hostname or '没有'}）不是钉钉的，没有下载。请告知管理员。")


def _port_of(address: str) -> int | None:
    try:
        return urlsplit(address).port or HTTPS
    except ValueError:
        return None


def read_file(answer: requests.Response, what: str, clock: Callable[[], datetime]) -> bytes:
    """The whole of it; raises ApiFailure."""
    _refuse_status(answer.status_code, what)
    ends, content = clock() + LONGEST, bytearray()
    try:
        while part := answer.raw.read1(AT_ONCE, decode_content=True):
            content += part
            if len(content) > LARGEST_FILE:
                raise ApiRefused(f"{what}太大，最大 {LARGEST_FILE // 1024 // 1024} MB。")
            if clock() >= ends:
                raise ApiUnavailable(f"{what}下载太慢，没有下载完，稍后会自动重试。")
    except (HTTPError, OSError) as error:
        raise ApiUnavailable(f"{what}没有下载完（{type(error).__name__}），稍后会自动重试。") from None
    return bytes(content)


def _refuse_status(status: int, what: str) -> None:
    if status == requests.codes.ok:
        return
    if status in HAS_ENDED:
        raise expired(what, str(status))
    if status == requests.codes.too_many_requests:
        raise ApiThrottled(f"存{what}的服务器限流，稍后会自动重试。", str(status))
    if status >= SERVER_ERROR:
        raise ApiUnavailable(f"存{what}的服务器暂时没有给出，稍后会自动重试（{status}）。", str(status))
    raise ApiRefused(f"{what}下载不了（{status}），请重新发送{what}。", str(status))
