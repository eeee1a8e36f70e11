"""设备: where somebody is signed in, ready to show, and what a browser says of itself, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from training.notice.clock import SHANGHAI
from training.staff.rules.own_devices import OwnDevice

EARLIER = "以前登录的设备"
OTHER = "其他设备"
SYSTEMS = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙设备"),
    ("OpenHarmony", "鸿蒙设备"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
APPS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "谷歌浏览器"),
    ("Safari", "Safari 浏览器"),
)
"""The first that fits: whoever comes later is named by those before it as well."""


class DeviceLine(NamedTuple):
    """One line of the list."""

    key: str
    device: str
    begun: str
    seen: str
    is_this: bool


def device_lines(devices: Iterable[OwnDevice]) -> list[DeviceLine]:
    return [
        DeviceLine(
            each.key,
            each.device or EARLIER,
            f"{each.begun_at.astimezone(SHANGHAI):%m月%d日 %H:%M}",
            f"{each.seen_at.astimezone(SHANGHAI):%m月%d日 %H:%M}",
            each.is_this,
        )
        for each in devices
    ]


def device_of(user_agent: str) -> str:
    """设备: the kind of device and of app; nothing else of what the browser says is kept."""
    found = [next((words for mark, words in known if mark in user_agent), "") for known in (SYSTEMS, APPS)]
    return " ".join(filter(None, found)) or OTHER
