from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import Refusal
from training.people.rules.login_codes import TooManyTries, WrongCode, check_try
from training.people.views.code_digest import code_digest
from training.people.views.people_of_code import refuse_used_code
from training.records.moments import is_ahead
from training.records.people.sign_in import CodeAttempt, LoginCode


@dataclass(frozen=True)
class CodeCheck:
    """What came of a try. A failed one is a row too, so it is told and not raised: a raise would undo it."""

    code_id: int | None = None
    refusal: Refusal | None = None


def try_code(session: Session, phone: str, code: str, *, now: datetime) -> CodeCheck:
    """Try `code` against the latest one sent to the phone, and record the try."""
    sent = select(LoginCode).where(LoginCode.phone_index == phone, ~is_ahead(LoginCode.requested_at, now))
    latest = session.scalars(
        sent.order_by(LoginCode.requested_at.desc(), LoginCode.id.desc()).limit(1)
    ).first()
    if latest is None:
        return CodeCheck(refusal=WrongCode())
    tries = session.scalar(select(func.count()).where(CodeAttempt.code_id == latest.id)) or 0
    try:
        check_try(tries, latest.expires_at, now)
        refuse_used_code(session, latest)
    except Refusal as refusal:
        return CodeCheck(refusal=refusal)
    succeeds = latest.digest == code_digest(session, phone, code)
    attempt = {"code_id": latest.id, "ordinal": tries + 1, "attempted_at": now, "succeeded": succeeds}
    # Tries at the same moment would all see the same count; each ordinal is given once, the others lose.
    if not insert_new(session, CodeAttempt, [attempt]):
        return CodeCheck(refusal=TooManyTries())
    return CodeCheck(code_id=latest.id) if succeeds else CodeCheck(refusal=WrongCode())
