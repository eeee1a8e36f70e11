from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.tell_above_city import tell_above_city
from training.eligibility.acts.write_standards import TURN
from training.eligibility.rules.standard_sets import DraftTooOld, SetDecided, may_begin
from training.eligibility.views.standard_sets import firsts_of, may_decide, see_set
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardDecision, StandardSet


@dataclass(frozen=True)
class SecondWord:
    """What the second person says of a version, and why."""

    is_agreed: bool
    note: str = ""


def decide_standards(
    session: Session, staff: Staff, public_id: UUID, word: SecondWord, *, now: datetime
) -> StandardSet:
    """Another hand of the same office agrees, and it holds; sent back, also by its writer, it never does.

    A district where nobody else is on duty gets its second hand from the city.

    Raises NotFound, SetDecided, SameHand, DraftTooOld, ReasonMissing or TextTooLong.
    """
    wait_for_turn(session, TURN)
    own = see_set(session, staff, public_id)
    if not may_decide(session, staff, own):
        raise NotFound("可以由您办的这一版补贴标准")
    note = read_note(word.note) if word.is_agreed else read_reason(word.note, "退回补贴标准")
    if own.decision is not None:
        raise SetDecided
    if word.is_agreed:
        check_other_hand(session, Signature(own.written_by_id, own.written_at), staff, now=now)
        if not may_begin(own.effective_from, shanghai_day(now), firsts_of(session, own.district_id)):
            raise DraftTooOld(own.effective_from)
        own.in_force_at = now
    row = {
        "set_id": own.id,
        "is_agreed": word.is_agreed,
        "note": note,
        "decided_by_id": staff.id,
        "decided_by": staff.name,
        "decided_at": now,
    }
    if not insert_new(session, StandardDecision, [row]):
        raise SetDecided
    session.flush()
    session.expire(own, ["decision"])
    if word.is_agreed:
        tell_above_city(session, own, now=now)
    return own
