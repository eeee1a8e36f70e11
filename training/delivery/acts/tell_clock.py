from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience

WHAT_TO_DO = "请检查服务器的时间同步（NTP）。短信、验证码不会等到错误的时间；其间的打卡和记录请核对。"


def tell_clock(session: Session, jump: timedelta, *, now: datetime) -> bool:
    """时钟跳变: the administrator hears of each jump, `jump` being positive where the clock went ahead."""
    at = now.astimezone(SHANGHAI)
    way = "快了" if jump > timedelta() else "退了"
    text = f"服务器时钟在 {at:%Y-%m-%d %H:%M} 突然{way} {_words(abs(jump))}。{WHAT_TO_DO}"
    draft = AlertDraft("clock_jumped", f"clock_jumped:{at:%Y-%m-%dT%H:%M}", text, Audience.ADMINISTRATOR)
    return raise_alert(session, draft, now=now)


def _words(span: timedelta) -> str:
    minutes, seconds = divmod(span // timedelta(seconds=1), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
