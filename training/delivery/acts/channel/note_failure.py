from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.channel.hold_channel import hold_channel
from training.delivery.acts.channel.keep_health import keep_health
from training.delivery.views.channel_rests import channel_health
from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.rules.message_limits import after_failure
from training.outbox.terms import Audience, SmsTrouble
from training.records.outbox.messages import SmsChannel

REASONS = {
    SmsTrouble.BACK_OFF: "连续多次发不出去，服务商暂时没有响应",
    SmsTrouble.UNCLEAR: "连续多次超时，服务商没有答复",
    SmsTrouble.MISCONFIGURED: "账号、号码、签名或模板的设置有误，请核对后在工作台“短信”的通道页恢复发送",
    SmsTrouble.PAUSE: "服务商要求暂停（额度用完或账号停用），请与服务商联系",
}


def note_failure(session: Session, provider: str, trouble: SmsTrouble, code: str, *, now: datetime) -> None:
    """Count the failure and, where that pauses the channel, tell the administrator."""
    if trouble.is_of_message:
        return
    channel = hold_channel(session, provider)
    health = after_failure(channel_health(channel), trouble, now)
    was_resting = channel_health(channel).rests(now)
    keep_health(channel, health)
    if health.paused_until is not None and health.rests(now) and not was_resting:
        channel.reason = f"{REASONS[trouble]}（{code}）"
        _tell(session, channel, health.paused_until, now)


def _tell(session: Session, channel: SmsChannel, until: datetime, now: datetime) -> None:
    clock = f"{until.astimezone(SHANGHAI):%H:%M}"
    text = f"短信通道 {channel.provider} 已暂停到 {clock}：{channel.reason}。待发短信保留，到时自动续发。"
    # A channel that is paused again and again is told of once an hour.
    key = f"sms_channel:{channel.provider}:{now.astimezone(SHANGHAI):%Y-%m-%dT%H}"
    draft = AlertDraft("sms_channel", key, text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)
