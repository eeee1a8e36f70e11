from datetime import datetime

from sqlalchemy.orm import Session

from training.chat.terms import UsageKind
from training.chat.views.usage_of_month import NAMES, month_of
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience


def tell_quota_empty(session: Session, kind: UsageKind, platform: str, *, now: datetime) -> bool:
    """The platform, as people call it, itself said that the month's quota is used up, whatever we counted."""
    text = (
        f"{platform}已拒绝本组织的{NAMES[kind]}：{month_of(now):%Y年%m月}的额度已用完，机器人可能不再回复。"
        f"请在{platform}管理后台升级版本或购买加量包，下月 1 日自动恢复。"
    )
    key = f"chat-quota:{month_of(now):%Y-%m}:{kind}:empty"
    return raise_alert(session, AlertDraft("chat_quota", key, text, Audience.ADMINISTRATOR), now=now)
