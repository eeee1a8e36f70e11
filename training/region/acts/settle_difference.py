"""Somebody of the district says how a difference came to its end (R05)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.notice.notes import read_note, read_reason
from training.records.exchange.region import Difference, DifferenceSettling
from training.records.staff.staff import Staff
from training.region.acts.compare_again import compare_again
from training.region.acts.record_differences import TURN
from training.region.rules.settling import SettledAlready, StillDiffers, read_how
from training.region.terms import Settling


@dataclass(frozen=True)
class SettlingSaid:
    """As the form sends it: ours, theirs or meaning, and a note."""

    how: str
    note: str = ""


def settle_difference(
    session: Session, staff: Staff, own: Difference, said: SettlingSaid, *, now: datetime
) -> None:
    """`own` is one that this person may settle. That ours is mended is not believed: it is compared anew.

    Raises HowMissing, ReasonMissing (对方更正 and 口径不同), TextTooLong, StillDiffers or SettledAlready.
    """
    how = read_how(said.how)
    note = read_note(said.note) if how is Settling.OURS else read_reason(said.note, how)
    wait_for_turn(session, TURN)
    session.refresh(own, ("open_key",))
    if own.open_key is None:
        raise SettledAlready
    if how is Settling.OURS and own.training_class is not None:
        compare_again(session, own.training_class, now=now)
        if own.open_key is None:
            return
    if how is Settling.OURS:
        raise StillDiffers(own.ours)
    row = {
        "difference_id": own.id,
        "how": how,
        "note": note,
        "settled_by_id": staff.id,
        "settled_by": staff.name,
        "settled_at": now,
    }
    if not insert_new(session, DifferenceSettling, [row]):
        raise SettledAlready
    own.open_key = None
    session.flush()
