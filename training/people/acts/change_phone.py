"""A trainee's new phone, proved by a code to the old number and one to the new."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.outbox.acts.write_message import MessageDraft, write_message
from training.people.acts.reach_trainee import verify_by_code
from training.people.acts.request_login_code import code_digest
from training.people.rules.login_codes import CODE_LASTS, MOST_TRIES, TooManyTries, WrongCode
from training.records.classes.trainees import Trainee
from training.records.people.personal_data import PhoneRequest

MOST_A_DAY = 3


class SamePhone(Refusal):
    """The new number is the old one."""

    def __init__(self) -> None:
        super().__init__("新手机号和现在登记的一样，不用更换。")


class TooManyPhoneRequests(Refusal):
    """So many changes of the phone a day and no more."""

    def __init__(self) -> None:
        super().__init__(f"今天已申请 {MOST_A_DAY} 次换号，请明天再试；旧号不能用了，请联系培训机构更正。")


@dataclass(frozen=True)
class Codes:
    """One for each number."""

    old: str
    new: str


@dataclass(frozen=True)
class PhoneChanged:
    """What came of a try; a failed one is a row too, so it is told and not raised."""

    refusal: Refusal | None = None


def request_phone(session: Session, trainee_id: int, new_phone: str, codes: Codes, *, now: datetime) -> None:
    """Send a code to each of the two numbers; raises SamePhone or TooManyPhoneRequests."""
    trainee = session.get_one(Trainee, trainee_id)
    if trainee.phone == new_phone:
        raise SamePhone
    before = list(session.scalars(select(PhoneRequest).where(PhoneRequest.trainee_id == trainee_id)))
    today = [each for each in before if shanghai_day(each.requested_at) == shanghai_day(now)]
    if len(today) >= MOST_A_DAY:
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


def open_request(session: Session, trainee_id: int, *, now: datetime) -> PhoneRequest | None:
    """The latest request, while its codes are good."""
    own = select(PhoneRequest).where(PhoneRequest.trainee_id == trainee_id)
    latest = session.scalars(own.order_by(PhoneRequest.ordinal.desc()).limit(1)).first()
    is_open = latest is not None and latest.done_at is None and now < latest.expires_at
    return latest if is_open else None


def confirm_phone(session: Session, trainee_id: int, codes: Codes, *, now: datetime) -> PhoneChanged:
    """Change the phone where both codes are right; the request keeps the old one."""
    request = open_request(session, trainee_id, now=now)
    if request is None:
        return PhoneChanged(WrongCode())
    session.refresh(request, with_for_update=True)
    if request.done_at is not None:
        return PhoneChanged(WrongCode())
    if request.tries >= MOST_TRIES:
        return PhoneChanged(TooManyTries())
    request.tries += 1
    if not _are_right(session, request, codes):
        return PhoneChanged(WrongCode())
    trainee = session.get_one(Trainee, trainee_id)
    trainee.phone, trainee.phone_index = request.new_phone, request.new_phone  # type: ignore[assignment]
    request.done_at = now
    session.flush()
    # Whoever reads the code that came to the new number has it: reminders go there from now on.
    verify_by_code(session, trainee, now=now)
    return PhoneChanged()


def _are_right(session: Session, request: PhoneRequest, codes: Codes) -> bool:
    """Both are always compared, so that the time taken tells nothing."""
    old = compare_digest(code_digest(session, request.old_phone, codes.old), request.old_digest)
    new = compare_digest(code_digest(session, request.new_phone, codes.new), request.new_digest)
    return old and new


def _message(trainee_id: int, phone: str, code: str, now: datetime) -> MessageDraft:
    return MessageDraft(
        template="login_code",
        parameters={"code": code},
        phone=phone,
        dedupe_key=f"phone_code:{uuid4()}",
        expires_at=now + CODE_LASTS,
        trainee_id=trainee_id,
    )
