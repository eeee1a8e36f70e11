from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotRight, TooOften
from training.notice.clock import is_ahead, shanghai_day
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.rules.login_codes import CODE_LASTS
from training.people.views.code_digest import code_digest
from training.records.classes.trainees import Trainee
from training.records.people.personal_data import PhoneRequest

MOST_A_DAY = 3


class SamePhone(NotRight):
    """The new number is the old one."""

    def __init__(self) -> None:
        super().__init__("新手机号和现在登记的一样，不用更换。")


class TooManyPhoneRequests(TooOften):
    """So many changes of the phone a day and no more."""

    def __init__(self) -> None:
        super().__init__(f"今天已申请 {MOST_A_DAY} 次换号，请明天再试；旧号不能用的，请旗县区更正。")


@dataclass(frozen=True)
class Codes:
    """One for each number."""

    old: str
    new: str


def request_phone(session: Session, trainee_id: int, new_phone: str, codes: Codes, *, now: datetime) -> None:
    """Send a code to each of the two numbers; raises SamePhone or TooManyPhoneRequests."""
    trainee = session.get_one(Trainee, trainee_id)
    if trainee.phone == new_phone:
        raise SamePhone
    before = list(session.scalars(select(PhoneRequest).where(PhoneRequest.trainee_id == trainee_id)))
    if sum(_counts_today(each.requested_at, now) for each in before) >= MOST_A_DAY:
        raise TooManyPhoneRequests
    row = {
        "trainee_id": trainee_id,
        "ordinal": len(before) + 1,
        "old_phone": trainee.phone,
        "new_phone": new_phone,
        "old_digest": code_digest(session, trainee.phone, codes.old),
        "new_digest": code_digest(session, new_phone, codes.new),
        "tries": 0,
        "requested_at": now,
        "expires_at": now + CODE_LASTS,
    }
    if not insert_new(session, PhoneRequest, [row]):
        raise TooManyPhoneRequests
    for phone, code in ((trainee.phone, codes.old), (new_phone, codes.new)):
        write_message(session, _message(trainee_id, phone, code, now), now=now)


def _counts_today(requested_at: datetime, now: datetime) -> bool:
    return shanghai_day(requested_at) == shanghai_day(now) and not is_ahead(requested_at, now)


def _message(trainee_id: int, phone: str, code: str, now: datetime) -> MessageDraft:
    return MessageDraft(
        template="login_code",
        parameters={"code": code},
        phone=phone,
        dedupe_key=f"phone_code:{uuid4()}",
        expires_at=now + CODE_LASTS,
        trainee_id=trainee_id,
    )
