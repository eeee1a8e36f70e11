"""Which punches count: the one condition that every reading of hours and presence asks (R43, R45)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, or_, select

from training.attendance.rules.attendance import MadeGood, Span
from training.attendance.rules.progress import Presence
from training.attendance.terms import WaitsFor
from training.notice.terms import HalfDay
from training.records.attendance.late import BatchAcceptance, PunchRelease
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch

COUNTS, WAITS, REFUSED = 0, 1, 2


@dataclass(slots=True)
class SeenPunches:
    """The punches of one number in order of time: those that count, and those that do not."""

    good: list[datetime] = field(default_factory=list)
    waiting: list[datetime] = field(default_factory=list)
    refused: list[datetime] = field(default_factory=list)

    def add(self, punched_at: datetime, standing: int) -> None:
        (self.good, self.waiting, self.refused)[standing].append(punched_at)

    def presence(
        self,
        spans: Sequence[Span],
        days: tuple[date, date | None],
        made_good: Mapping[tuple[date, HalfDay], Sequence[MadeGood]],
    ) -> Presence:
        """`days` are the first and the last in the class; no last one for whoever is in it still."""
        joined_on, last_day = days
        return Presence(self.good, spans, last_day, made_good, self.waiting, self.refused, joined_on)


def counts() -> ColumnElement[bool]:
    """That a punch counts: its clock was right and its batch does not wait, or it came again in one that does
    not, or does not any more. Where it came again, the batch of then decides."""
    # Almost every punch counts by itself; only the others are looked up among what was released.
    waits_again = select(PunchRelease.punch_id).where(PunchRelease.batch_id.in_(_held()))
    is_good = and_(Punch.clock_is_wrong.is_(False), Punch.batch_id.not_in(_held()))
    return or_(and_(is_good, Punch.id.not_in(waits_again)), is_released())


def is_clock_right() -> ColumnElement[bool]:
    """That its time was possible when it came, or when the same punch came again."""
    return or_(Punch.clock_is_wrong.is_(False), came_again())


def is_untimely() -> ColumnElement[bool]:
    """That nothing but its time, which was not possible yet, keeps it from counting."""
    return and_(Punch.clock_is_wrong.is_(True), Punch.batch_id.not_in(_held()), ~came_again())


def waits_anew(*, by_machine: bool) -> ColumnElement[bool]:
    """That it is as good as new where it comes again so that it waits: it was stored before its time could
    be, and waits for nobody; or nothing proved that it is the machine's, until the machine sends it."""
    return or_(is_untimely(), _is_unproved()) if by_machine else is_untimely()


def _is_unproved() -> ColumnElement[bool]:
    """That whatever it came in last waits for a proof, or was not accepted without one."""
    unproved = _held().where(ImportBatch.waits_for == WaitsFor.UNPROVED)
    return or_(
        and_(Punch.batch_id.in_(unproved), ~came_again()), came_again(PunchRelease.batch_id.in_(unproved))
    )


def standing_of_punch() -> ColumnElement[int]:
    """COUNTS, WAITS or REFUSED, of a punch whose clock was right."""
    refused = select(BatchAcceptance.batch_id).where(BatchAcceptance.is_accepted.is_(False))
    return case(
        (counts(), COUNTS),
        (
            or_(
                and_(Punch.batch_id.in_(refused), ~came_again()),
                came_again(PunchRelease.batch_id.in_(refused)),
            ),
            REFUSED,
        ),
        else_=WAITS,
    )


def _held() -> Select[int]:
    """The batches that wait, or were not accepted: few of many."""
    accepted = exists().where(
        BatchAcceptance.batch_id == ImportBatch.id, BatchAcceptance.is_accepted.is_(True)
    )
    return select(ImportBatch.id).where(ImportBatch.waits_for.is_not(None), ~accepted)


def is_released(*elsewhere: ColumnElement[bool]) -> ColumnElement[bool]:
    """That it came again so that it counts; with a condition on the batch in which it did."""
    return came_again(PunchRelease.batch_id.not_in(_held()), *elsewhere)


def in_batches(numbers: Collection[int]) -> Subquery:
    """`punch_id`, `number`: which punches came in which of these batches, the first time or again."""
    first = select(Punch.id.label("punch_id"), Punch.batch_id.label("number"))
    again = select(PunchRelease.punch_id, PunchRelease.batch_id)
    return (
        first.where(Punch.batch_id.in_(numbers))
        .union(again.where(PunchRelease.batch_id.in_(numbers)))
        .subquery()
    )


def is_of_batches(numbers: Collection[int]) -> ColumnElement[bool]:
    """That it came in one of these batches that wait, and in no other later."""
    came = select(in_batches(numbers).c.punch_id)
    return and_(Punch.id.in_(came), ~came_again(PunchRelease.batch_id.not_in(numbers)))


def came_again(*so: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the batch in which it did counts or waits; with a condition on that."""
    return exists().where(PunchRelease.punch_id == Punch.id, *so)
