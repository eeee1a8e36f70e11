"""Somebody wants a message that did not arrive to be sent again: a new message, the old one stays."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.errors import NotNow
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.rules.message_states import CODES, has_failed
from training.outbox.rules.sent_again import key_of_next
from training.records.outbox.messages import OutgoingMessage


class CannotRetry(NotNow):
    """This message is not to be sent again; the message says why."""


def retry_message(
    session: Session, message: OutgoingMessage, valid_for: timedelta, *, asked_by: str, now: datetime
) -> None:
    """Write it anew, to be of use for `valid_for`; raises CannotRetry."""
    if message.template in CODES:
        raise CannotRetry("验证码不能重发，请学员在登录页重新获取。")
    if not has_failed(message.state, is_settled=message.settled_at is not None):
        raise CannotRetry("这条短信已送达、还在发送或查询中，不能重发；请稍后再看。")
    if message.phone is None or message.parameters is None:
        raise CannotRetry("这条短信的号码和内容已过保存期清除，不能重发；请直接联系学员。")
    draft = replace(_again(message, message.phone, now + valid_for), asked_by=asked_by)
    if not write_message(session, draft, now=now):
        raise CannotRetry("这条短信已经重发过一次；要再重发，请对新的那条操作。")


def _again(message: OutgoingMessage, phone: str, expires_at: datetime) -> MessageDraft:
    return MessageDraft(
        template=message.template,
        parameters=json.loads(message.parameters or "{}"),
        phone=phone,
        dedupe_key=key_of_next(message.public_id),
        expires_at=expires_at,
        trainee_id=message.trainee_id,
        district_id=message.district_id,
    )
