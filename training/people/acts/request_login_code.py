"""A trainee asks for a login code; for a phone of no trainee everything happens alike but the message."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.clock import is_ahead, shanghai_day
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.rules.login_codes import ADDRESS_SPAN, CODE_LASTS, PAUSE, TooManyCodes, check_request
from training.people.views.code_digest import code_digest
from training.records.classes.trainees import Trainee
from training.records.moments import is_recent
from training.records.people.sign_in import LoginCode


def request_login_code(session: Session, phone: str, address: str, *, code: str, now: datetime) -> None:
    """Keep the digest of `code` and, if the phone is a trainee's, put the code into the outbox.

    Raises TooManyCodes, also for the slower of two requests at once.
    """
    today = shanghai_day(now)
    numbered = _asked_on(session, phone, today)
    asked = [moment for _, moment in numbered if not is_ahead(moment, now)]
    check_request(asked, _asked_by_address(session, address, now), now)
    ordinal = max((number for number, _ in numbered), default=0) + 1
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


def _asked_on(session: Session, phone: str, day: date) -> list[tuple[int, datetime]]:
    """Number and moment of each; those of a clock that ran ahead have numbers, and block nobody."""
    own = select(LoginCode.ordinal, LoginCode.requested_at).where(LoginCode.phone_index == phone)
    return [(number, moment) for number, moment in session.execute(own.where(LoginCode.requested_on == day))]


def _asked_by_address(session: Session, address: str, now: datetime) -> int:
    own = select(func.count()).where(LoginCode.address_index == address)
    return session.scalar(own.where(is_recent(LoginCode.requested_at, ADDRESS_SPAN, now))) or 0


def _message(phone: str, code: str, now: datetime) -> MessageDraft:
    return MessageDraft(
        template="login_code",
        parameters={"code": code},
        phone=phone,
        # Every request is a cause of its own; the limits above say how many there may be.
        dedupe_key=f"login_code:{uuid4()}",
        expires_at=now + CODE_LASTS,
    )
