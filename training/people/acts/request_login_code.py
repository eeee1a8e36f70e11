"""A trainee asks for a login code; for a phone of no trainee everything happens alike but the message."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.clock import shanghai_day
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.rules.login_codes import ADDRESS_SPAN, CODE_LASTS, PAUSE, TooManyCodes, check_request
from training.people.views.code_digest import code_digest
from training.records.classes.trainees import Trainee
from training.records.people.sign_in import LoginCode


def request_login_code(session: Session, phone: str, address: str, *, code: str, now: datetime) -> None:
    """Keep the digest of `code` and, if the phone is a trainee's, put the code into the outbox.

    Raises TooManyCodes, also for the slower of two requests at once.
    """
    today = shanghai_day(now)
    asked = _asked_today(session, phone, now)
    check_request(asked, _asked_by_address(session, address, now), now)
    ordinal = len(asked) + 1
    row = {
        "phone_index": phone,
        "digest": code_digest(session, phone, code),
        "address_index": address,
        "requested_on": today,
        "ordinal": ordinal,
        "requested_at": now,
        "expires_at": now + CODE_LASTS,
    }
    if not insert_new(session, LoginCode, [row]):
        raise TooManyCodes("刚刚发送过验证码，请稍候。", PAUSE)
    if session.scalar(select(exists().where(Trainee.phone_index == phone))):
        write_message(session, _message(phone, code, now), now=now)


def _asked_today(session: Session, phone: str, now: datetime) -> list[datetime]:
    own = select(LoginCode.requested_at).where(LoginCode.phone_index == phone)
    return list(session.scalars(own.where(LoginCode.requested_on == shanghai_day(now))))


def _asked_by_address(session: Session, address: str, now: datetime) -> int:
    own = select(func.count()).where(LoginCode.address_index == address)
    return session.scalar(own.where(LoginCode.requested_at > now - ADDRESS_SPAN)) or 0


def _message(phone: str, code: str, now: datetime) -> MessageDraft:
    return MessageDraft(
        template="login_code",
        parameters={"code": code},
        phone=phone,
        # Every request is a cause of its own; the limits above say how many there may be.
        dedupe_key=f"login_code:{uuid4()}",
        expires_at=now + CODE_LASTS,
    )
