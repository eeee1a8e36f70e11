from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.tell_clock import WHAT_TO_DO
from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience


def tell_moment_ahead(session: Session, moment: datetime, *, now: datetime) -> bool:
    """The database holds what was written at a moment that has not come: told once for its day."""
    at, here = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    found = f"数据库里有 {at:%Y-%m-%d %H:%M} 写的记录，而服务器时钟是 {here:%Y-%m-%d %H:%M}"
    text = f"{found}：时钟曾经快了，或现在慢了。{WHAT_TO_DO}"
    draft = AlertDraft("clock_behind", f"clock_behind:{at:%Y-%m-%d}", text, Audience.ADMINISTRATOR)
    return raise_alert(session, draft, now=now)
