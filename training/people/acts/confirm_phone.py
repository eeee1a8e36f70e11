from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy.orm import Session

from training.errors import Refusal
from training.people.acts.request_phone import Codes
from training.people.acts.verify_by_code import verify_by_code
from training.people.rules.login_codes import MOST_TRIES, TooManyTries, WrongCode
from training.people.views.code_digest import code_digest
from training.people.views.open_request import open_request
from training.records.classes.trainees import Trainee
from training.records.people.personal_data import PhoneRequest


@dataclass(frozen=True)
class PhoneChanged:
    """What came of a try; a failed one is a row too, so it is told and not raised."""

    refusal: Refusal | None = None


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
