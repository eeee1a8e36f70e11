"""What a machine tells that may be fraud (R43): its clock, its operators, and punches no face could make."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from training.attendance.terms import Signal
from training.notice.policy import Policy

# Codes of the machines' operation log. The machine as a whole is touched …
OF_THE_MACHINE = {
    13: Signal.DATA_CLEARED,  # 清除数据
    21: Signal.CLOCK_SET,  # 设置时间
    22: Signal.DATA_CLEARED,  # 出厂设置
    23: Signal.DATA_CLEARED,  # 删除进出记录
    82: Signal.SERVER_CHANGED,  # 修改云服务器地址
    83: Signal.SERVER_CHANGED,  # 修改云服务器端口
}
# … or one number in it: worth telling only when that number has punched already.
OF_A_NUMBER = {
    30: Signal.ENROLLED_AGAIN,  # 登记新用户
    69: Signal.ENROLLED_AGAIN,  # 修改用户照片
    101: Signal.ENROLLED_AGAIN,  # 登记人脸
    106: Signal.FACE_DELETED,  # 删除人脸
    114: Signal.ENROLLED_AGAIN,  # 修改人脸信息
}
# Face, face with something, palm with face; 0 is "whatever fits", 200 "other": of these nothing is known.
FACES = frozenset({15, 16, 17, 18, 19, 20, 27, 29})
UNTOLD = frozenset({0, 200, None})
VERIFIED_BY = {1: "指纹", 2: "工号", 3: "密码", 4: "卡", 25: "掌纹"}


@dataclass(frozen=True, slots=True)
class SameMoment:
    """People who punched on one machine within a moment, from its first second on."""

    begins: datetime
    numbers: tuple[str, ...]


def shows_no_face(verify: int | None) -> bool:
    """Whether a punch was surely made by something else than a face."""
    return verify not in FACES and verify not in UNTOLD


def verified_by(verify: int | None) -> str:
    return VERIFIED_BY.get(verify or 0, f"验证方式 {verify}")


def is_chinese(name: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in name)


def may_be(name: str, of_roster: str) -> bool:
    """Whether a machine's name is a roster's: machines cut long ones, clerks type spaces and numbers."""
    one, other = "".join(name.split()), "".join(of_roster.split())
    return one.startswith(other) or other.startswith(one)


def same_moments(punches: Iterable[tuple[datetime, str]], policy: Policy) -> list[SameMoment]:
    """The moments in which at least the policy's number of people punched; no punch is in two of them."""
    in_order = sorted(set(punches))
    found, place = [], 0
    while place < len(in_order):
        begins = in_order[place][0]
        after = bisect_right(in_order, begins + policy.same_moment, lo=place, key=lambda each: each[0])
        numbers = tuple(dict.fromkeys(number for _, number in in_order[place:after]))
        if len(numbers) < policy.same_moment_people:
            place += 1
            continue
        found.append(SameMoment(begins, numbers))
        place = after
    return found


def measure_drift(
    newest: datetime, received_at: datetime, in_touch_since: datetime | None
) -> timedelta | None:
    """How far ahead a machine's clock is, from the newest punch of an upload; None where that tells nothing.

    A punch of the future proves a fast clock. One of the past proves a slow clock only if the machine was in
    touch at the time it states, because then it would have sent it at once; else it catches up.
    """
    ahead = newest - received_at
    if ahead >= timedelta() or (in_touch_since is not None and newest > in_touch_since):
        return ahead
    return None


def drifts(drift: timedelta, policy: Policy) -> bool:
    """Whether a clock is wrong enough to tell; what comes late may have waited through a short silence."""
    return drift > policy.clock_drift or -drift > policy.clock_drift + policy.device_silent


def is_in_touch(last_seen_at: datetime | None, now: datetime, policy: Policy) -> bool:
    """Whether a machine has spoken within the policy's minutes; exactly at them it has."""
    return last_seen_at is not None and now - last_seen_at <= policy.device_silent
