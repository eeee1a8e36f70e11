from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from training.attendance.acts.late.record_decision import (
    BatchChanged,
    BatchDecided,
    BatchVerdict,
    OfSeveralDistricts,
    record_decision,
)
from training.attendance.acts.late.tell_decided import tell_decided
from training.attendance.views.late.batches_seen import MachineDay, WaitingBatch
from training.attendance.views.late.waiting_batches import hold_day, last_decided
from training.attendance.views.late.waiting_of_day import DayWaiting, exact_day, waiting_of_day
from training.errors import NotFound
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class DayShown:
    """A machine and a day, as somebody looked at them: what came after that was not seen."""

    of: MachineDay
    until: int
    """The number of the last batch that was shown."""
    punches: int
    """So many were shown in all that this person may decide on: a batch grows while its upload comes in."""


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

    Raises NotFound, OfSeveralDistricts, ReasonMissing, TextTooLong, BatchDecided where somebody was faster
    with all of them, or BatchChanged where they hold others than those that were shown.
    """
    shown = replace(shown, of=exact_day(session, shown.of))
    hold_day(session, shown.of, shown.until)
    found = waiting_of_day(session, staff, shown.of)
    seen = [each for each in found.own if each.number <= shown.until]
    if not seen:
        _refuse(session, staff, shown, found)
    done = DayDecided(
        tuple(seen),
        len(found.own) - len(seen),
        sum(each.number <= shown.until for each in found.of_others),
    )
    if done.punches != shown.punches:
        raise BatchChanged(shown.of.words, shown.punches, done.punches)
    for each in seen:
        record_decision(session, staff, each, verdict, now=now)
    tell_decided(session, seen, verdict, now=now)
    return done


def _refuse(session: Session, staff: Staff, shown: DayShown, found: DayWaiting) -> NoReturn:
    """Nothing of it is left to decide on."""
    first = last_decided(session, staff, shown.of, shown.until)
    if first is not None:
        raise BatchDecided(first)
    if found.of_others:
        raise OfSeveralDistricts(found.of_others[0].number)
    raise NotFound(f"{shown.of.words}交来、编号到 {shown.until} 为止的待确认批次")
