"""设备: where somebody is signed in, ready to show."""

from collections.abc import Iterable
from typing import NamedTuple

from training.notice.clock import SHANGHAI
from training.staff.rules.own_devices import OwnDevice

EARLIER = "以前登录的设备"


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
