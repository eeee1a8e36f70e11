from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from training.attendance.acts.late.record_decision import (
    BatchDecided,
    BatchVerdict,
    OfSeveralDistricts,
    record_decision,
)
from training.attendance.acts.late.tell_decided import tell_decided
from training.attendance.views.late.batches_seen import MachineDay, WaitingBatch
from training.attendance.views.late.waiting_batches import last_decided
from training.attendance.views.late.waiting_of_day import DayWaiting, exact_day, waiting_of_day
from training.errors import NotFound
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class DayShown:
    """A machine and a day, as somebody looked at them: whatever came after that batch was not seen."""

    of: MachineDay
    until: int
    """The number of the last batch that was shown."""


@dataclass(frozen=True)
class DayDecided:
    """What was decided in one go, and how many batches of the day wait on."""

    batches: tuple[WaitingBatch, ...]
    later: int
    """They came after the look."""
    of_others: int
    """They touch classes of another district."""

    @property
    def punches(self) -> int:
        return sum(each.punches for each in self.batches)


def decide_day(
    session: Session, staff: Staff, shown: DayShown, verdict: BatchVerdict, *, now: datetime
) -> DayDecided:
    """Every batch of the machine and day that waits and was shown is decided on, each by a row of its own.

    Raises NotFound, OfSeveralDistricts, ReasonMissing, TextTooLong, or BatchDecided where somebody was faster
    with all of them.
    """
    shown = DayShown(exact_day(session, shown.of), shown.until)
    found = waiting_of_day(session, staff, shown.of)
    seen = [each for each in found.own if each.number <= shown.until]
    others = sum(each.number <= shown.until for each in found.of_others)
    decided = [each for each in seen if _is_recorded(session, staff, each, verdict, now)]
    if not decided:
        _refuse(session, staff, shown, found)
    tell_decided(session, decided, verdict, now=now)
    return DayDecided(tuple(decided), len(found.own) - len(seen), others)


def _is_recorded(
    session: Session, staff: Staff, each: WaitingBatch, verdict: BatchVerdict, now: datetime
) -> bool:
    """False where somebody decided on that one meanwhile, which stands."""
    try:
        record_decision(session, staff, each, verdict, now=now)
    except BatchDecided:
        return False
    return True


def _refuse(session: Session, staff: Staff, shown: DayShown, found: DayWaiting) -> NoReturn:
    """Nothing of it is left to decide on."""
    first = last_decided(session, staff, shown.of, shown.until)
    if first is not None:
        raise BatchDecided(first)
    if found.of_others:
        raise OfSeveralDistricts(found.of_others[0].number)
    raise NotFound(f"{shown.of.words}交来、编号到 {shown.until} 为止的待确认批次")
