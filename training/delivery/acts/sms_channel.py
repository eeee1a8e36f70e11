"""How a channel stands, for all workers alike: its rate, its failures in a row, its pauses."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound
from training.notice.clock import SHANGHAI
from training.notice.terms import Audience, SmsTrouble
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.rules.message_limits import ChannelHealth, after_failure, after_success, next_slot
from training.people.acts.note_opt_out import note_opt_out
from training.ports.sms import SmsReport
from training.records.outbox.messages import OutgoingMessage, SmsChannel

REASONS = {
    SmsTrouble.BACK_OFF: "连续多次发不出去，服务商暂时没有响应",
    SmsTrouble.UNCLEAR: "连续多次超时，服务商没有答复",
    SmsTrouble.MISCONFIGURED: "账号、号码、签名或模板的设置有误，请核对后运行 chaban sms resume",
    SmsTrouble.PAUSE: "服务商要求暂停（额度用完或账号停用），请与服务商联系",
}


class Pace(NamedTuple):
    """A provider and how many messages a second it is given."""

    provider: str
    per_second: int


def rests(session: Session, provider: str, *, now: datetime) -> bool:
    """Whether the channel is paused; takes no lock."""
    channel = session.get(SmsChannel, provider)
    return channel is not None and _health(channel).rests(now)


def take_slot(session: Session, pace: Pace, *, now: datetime) -> bool:
    """Use up one message of the channel's rate; False where it rests or must wait."""
    channel = _locked(session, pace.provider)
    slot = next_slot(channel.next_slot_at, pace.per_second, now)
    if _health(channel).rests(now) or slot is None:
        return False
    channel.next_slot_at = slot
    return True


def note_success(session: Session, provider: str) -> None:
    # Almost always there is nothing to note, and then no lock to wait for.
    if session.scalar(select(SmsChannel.failures).where(SmsChannel.provider == provider)):
        _keep(_locked(session, provider), after_success())


def note_failure(session: Session, provider: str, trouble: SmsTrouble, code: str, *, now: datetime) -> None:
    """Count the failure and, where that pauses the channel, tell the administrator."""
    if trouble.is_of_message:
        return
    channel = _locked(session, provider)
    health = after_failure(_health(channel), trouble, now)
    was_resting = _health(channel).rests(now)
    _keep(channel, health)
    if health.paused_until is not None and health.rests(now) and not was_resting:
        channel.reason = f"{REASONS[trouble]}（{code}）"
        _tell(session, channel, health.paused_until, now)


def note_report(session: Session, message: OutgoingMessage, report: SmsReport, *, now: datetime) -> None:
    """What a receipt or a look-up says beyond this message: of the channel, of the number, or unheard of."""
    if report.channel is not None:
        note_failure(session, message.provider, report.channel, report.code, now=now)
    if report.has_opted_out:
        note_opt_out(session, message, now=now)
    if not report.is_known:
        note_unknown_code(session, message.provider, report.code, now=now)


def note_unknown_code(session: Session, provider: str, code: str, *, now: datetime) -> None:
    """A code that no table lists is told once, so that somebody lists it."""
    text = f"短信服务商 {provider} 返回了程序不认识的代码 {code}，请告知维护人员；已按一般失败处理。"
    draft = AlertDraft("sms_code", f"sms_code:{provider}:{code}", text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)


def resume(session: Session, provider: str) -> None:
    """End the pause at once; raises NotFound for a channel that never sent."""
    if session.get(SmsChannel, provider) is None:
        raise NotFound(f"短信通道 {provider}")
    _keep(_locked(session, provider), after_success())


def _locked(session: Session, provider: str) -> SmsChannel:
    found = session.get(SmsChannel, provider, with_for_update=True, populate_existing=True)
    if found is None:
        insert_new(session, SmsChannel, [{"provider": provider, "failures": 0, "reason": ""}])
        found = session.get_one(SmsChannel, provider, with_for_update=True, populate_existing=True)
    return found


def _health(channel: SmsChannel) -> ChannelHealth:
    return ChannelHealth(channel.failures, channel.paused_until)


def _keep(channel: SmsChannel, health: ChannelHealth) -> None:
    channel.failures = health.failures
    channel.paused_until = health.paused_until
    if health.paused_until is None:
        channel.reason = ""


def _tell(session: Session, channel: SmsChannel, until: datetime, now: datetime) -> None:
    clock = f"{until.astimezone(SHANGHAI):%H:%M}"
    text = f"短信通道 {channel.provider} 已暂停到 {clock}：{channel.reason}。待发短信保留，到时自动续发。"
    # A channel that is paused again and again is told of once an hour.
    key = f"sms_channel:{channel.provider}:{now.astimezone(SHANGHAI):%Y-%m-%dT%H}"
    draft = AlertDraft("sms_channel", key, text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)
