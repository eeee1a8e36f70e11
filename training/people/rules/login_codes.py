"""How often a login code (验证码) may be asked for and tried; the same for known and unknown phones."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from training.errors import NotRight, TooOften
from training.notice.clock import waits

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=5)
MOST_TRIES = 5
PAUSE = timedelta(minutes=1)
MOST_CODES_A_DAY = 5
# A whole class signs in through the one address of its school, so an address is allowed more than a phone.
ADDRESS_SPAN = timedelta(hours=1)
MOST_CODES_OF_ADDRESS = 100
SIGN_IN_LASTS = timedelta(days=14)
# Whoever comes to class looks at the hours; a phone that was given away or lost does not stay signed in.
SIGN_IN_IDLE = timedelta(days=3)
SEEN_EVERY = timedelta(hours=1)


class TooManyCodes(TooOften):
    """A code was asked for too often; `retry_after` says how long to wait."""

    def __init__(self, message: str, retry_after: timedelta):
        super().__init__(message)
        self.retry_after = retry_after


class WrongCode(NotRight):
    """The code is wrong or too old; which of the two, and whether the phone is known, is not told."""

    def __init__(self) -> None:
        super().__init__("验证码不对或已过期，请核对短信，或重新获取。")


class TooManyTries(TooOften):
    """The code was typed wrong too often and is dead."""

    def __init__(self) -> None:
        super().__init__(f"这个验证码已输错 {MOST_TRIES} 次，不能再用，请重新获取。")


def check_request(asked_today: Sequence[datetime], asked_by_address: int, now: datetime) -> None:
    """Raise TooManyCodes where this phone today, or this address in the last hour, has had its share."""
    if asked_today and now - max(asked_today) < PAUSE:
        wait = PAUSE - (now - max(asked_today))
        raise TooManyCodes(f"刚刚发送过验证码，请 {-(-wait // timedelta(seconds=1))} 秒后再获取。", wait)
    if len(asked_today) >= MOST_CODES_A_DAY:
        message = f"今天已获取 {MOST_CODES_A_DAY} 次验证码，请明天再试，或联系培训机构。"
        raise TooManyCodes(message, timedelta(hours=24))
    if asked_by_address >= MOST_CODES_OF_ADDRESS:
        raise TooManyCodes("这个网络获取验证码过于频繁，请一小时后再试，或换用手机流量。", ADDRESS_SPAN)


def check_try(tries: int, expires_at: datetime, now: datetime) -> None:
    """Raise TooManyTries or WrongCode where a code takes no further try."""
    if tries >= MOST_TRIES:
        raise TooManyTries
    if not is_living(expires_at, now):
        raise WrongCode


def is_living(expires_at: datetime, now: datetime) -> bool:
    """Whether a code opens the door; one that a clock ahead of time made would do so for far too long."""
    return waits(expires_at, CODE_LASTS, now)
