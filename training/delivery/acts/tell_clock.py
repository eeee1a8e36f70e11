from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience

WHAT_TO_DO = "请检查服务器的时间同步（NTP）。短信、验证码不会等到错误的时间；其间的打卡和记录请核对。"

AFTER_PAUSE = "如果服务器（虚拟机）刚刚暂停过，这是校准到了正确的时间。"
"""From within nobody can tell one from the other: while a machine is paused all its clocks stand still."""


def tell_clock(session: Session, jump: timedelta, *, now: datetime) -> bool:
    """时钟跳变: the administrator hears of each jump, `jump` being positive where the clock went ahead."""
    at = now.astimezone(SHANGHAI)
    way, or_else = ("快了", AFTER_PAUSE) if jump > timedelta() else ("退了", "")
    text = f"服务器时钟在 {at:%Y-%m-%d %H:%M} 突然{way} {_words(abs(jump))}。{or_else}{WHAT_TO_DO}"
    draft = AlertDraft("clock_jumped", f"clock_jumped:{at:%Y-%m-%dT%H:%M}", text, Audience.ADMINISTRATOR)
    return raise_alert(session, draft, now=now)


def _words(span: timedelta) -> str:
    minutes, seconds = divmod(span // timedelta(seconds=1), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
