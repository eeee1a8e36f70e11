from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience


def note_unknown_code(session: Session, provider: str, code: str, *, now: datetime) -> None:
    """A code that no table lists is told once, so that somebody lists it."""
    text = f"短信服务商 {provider} 返回了程序不认识的代码 {code}，请告知维护人员；已按一般失败处理。"
    draft = AlertDraft("sms_code", f"sms_code:{provider}:{code}", text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)
