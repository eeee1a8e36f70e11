"""What a batch that waits holds, whom it touches, and what somebody decided on it (R43)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.terms import WaitsFor
from training.attendance.views.late.crediting import came_again, in_batches, is_of_batches
from training.notice.clock import shanghai_day
from training.records.attendance.late import BatchAcceptance, PunchRelease
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.trainees import Enrolment

AT_ONCE = 500
"""Batches, for a database takes only so many values in one statement."""
Held = Row[int, int, datetime, datetime, int, int]
PUSH = "push"
"""The kind of a batch that a machine sent."""


@dataclass(frozen=True)
class MachineDay:
    """What one machine sent on one day (in Shanghai), whenever it was punched."""

    serial: str
    day: date

    @property
    def words(self) -> str:
        return f"考勤机 {self.serial} {self.day} "


@dataclass(frozen=True)
class WaitingBatch:
    """A batch that waits, or that somebody decided on; of its punches those that did not come in another
    one since."""

    batch: ImportBatch
    waits_for: WaitsFor
    institution: Institution
    machines: tuple[str, ...]
    """As the punches name them; empty where a file does not say."""
    first_day: date
    last_day: date
    punches: int
    people: int
    """So many numbers; who they are the rosters tell."""
    classes: tuple[str, ...]
    """By number, those that run on one of its days and have one of its people."""
    districts: tuple[int, ...]
    """Of those classes; where there are none, of all of the institution."""
    decision: BatchAcceptance | None

    @property
    def number(self) -> int:
        return self.batch.id

    @property
    def machine_day(self) -> MachineDay | None:
        """Of which all batches may be decided on in one go; None of a file."""
        if self.batch.kind != PUSH:
            return None
        return MachineDay(self.batch.scope, shanghai_day(self.batch.imported_at))

    @property
    def state(self) -> str:
        if self.decision is None:
            return "待确认"
        return "已接受" if self.decision.is_accepted else "未接受，不计入学时"


def see_batches(session: Session, numbers: Sequence[int]) -> Iterator[WaitingBatch]:
    """Those of them that wait or waited, in their order; a few statements for a portion of them."""
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        own = select(ImportBatch).where(ImportBatch.id.in_(some)).order_by(ImportBatch.id)
        held = {each.number: each for each in session.execute(_held(some))}
        machines, decided = _machines(session, some), _decisions(session, some)
        schools, touched = _institutions(session, held), _touched(session, held)
        for batch in session.scalars(own):
            of = held.get(batch.id)
            if batch.waits_for is not None and of is not None:
                yield WaitingBatch(
                    batch,
                    batch.waits_for,
                    schools[of.institution_id],
                    tuple(sorted(machines[batch.id])),
                    *_days(of),
                    of.punches,
                    of.people,
                    *touched[batch.id],
                    decided.get(batch.id),
                )


def _held(numbers: Sequence[int]) -> Select[int, int, datetime, datetime, int, int]:
    """A batch is of one institution, so there is one row of it, or none where all came live."""
    came = in_batches(numbers)
    columns = (
        came.c.number,
        Punch.institution_id,
        func.min(Punch.punched_at).label("first"),
        func.max(Punch.punched_at).label("last"),
        func.count().label("punches"),
        func.count(Punch.number.distinct()).label("people"),
    )
    own = select(*columns).join(came, came.c.punch_id == Punch.id)
    still = own.where(~came_again(PunchRelease.batch_id != came.c.number))
    return still.group_by(came.c.number, Punch.institution_id)


def _machines(session: Session, numbers: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    came = in_batches(numbers)
    named = select(came.c.number, Punch.device).join(came, came.c.punch_id == Punch.id)
    for number, device in session.execute(named.where(Punch.device != "").distinct()):
        found[number].add(device)
    return found


def _decisions(session: Session, numbers: Sequence[int]) -> dict[int, BatchAcceptance]:
    decided = select(BatchAcceptance).where(BatchAcceptance.batch_id.in_(numbers))
    rows = session.scalars(decided.options(joinedload(BatchAcceptance.staff)))
    return {each.batch_id: each for each in rows}


def _days(held: Held) -> tuple[date, date]:
    return shanghai_day(held.first), shanghai_day(held.last)


def _institutions(session: Session, held: Mapping[int, Held]) -> dict[int, Institution]:
    keys = {each.institution_id for each in held.values()}
    return {each.id: each for each in session.scalars(select(Institution).where(Institution.id.in_(keys)))}


def _touched(
    session: Session, held: Mapping[int, Held]
) -> dict[int, tuple[tuple[str, ...], tuple[int, ...]]]:
    """The classes that each batch touches, and their districts; of none, all districts of its institution."""
    classes, districts = defaultdict[int, list[str]](list), defaultdict[int, set[int]](set)
    for number, class_number, district, starts_on, ends_on in session.execute(_classes_by_number(held)):
        first, last = _days(held[number])
        if starts_on <= last and ends_on >= first:
            classes[number].append(class_number)
            districts[number].add(district)
    idle = {each.institution_id for number, each in held.items() if number not in classes}
    everywhere = _all_districts(session, idle) if idle else {}
    return {
        number: (
            tuple(sorted(classes[number])),
            tuple(sorted(districts[number] or everywhere[each.institution_id])),
        )
        for number, each in held.items()
    }


def _classes_by_number(held: Mapping[int, Held]) -> Select[int, str, int, date, date]:
    """Number, district and days of whatever class has a number of the batch."""
    came = in_batches(held)
    own, days = TrainingClass, (TrainingClass.starts_on, TrainingClass.ends_on)
    return (
        select(came.c.number, own.class_number, own.district_id, *days)
        .join(Punch, came.c.punch_id == Punch.id)
        .join(Enrolment, Enrolment.attendance_number == Punch.number)
        .join(own, Enrolment.class_id == own.id)
        .where(own.institution_id == Punch.institution_id)
        .distinct()
    )


def _all_districts(session: Session, institutions: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    own = select(TrainingClass.institution_id, TrainingClass.district_id)
    for institution_id, district in session.execute(
        own.where(TrainingClass.institution_id.in_(institutions)).distinct()
    ):
        found[institution_id].add(district)
    return found


def touched_classes(
    session: Session, institution_id: int, batches: Collection[int], days: tuple[date, date]
) -> Sequence[TrainingClass]:
    """The classes that run on one of the days and have one of the batches' numbers, in order."""
    first, last = days
    numbers = select(Punch.number).where(is_of_batches(batches))
    own = (
        select(TrainingClass)
        .where(TrainingClass.institution_id == institution_id)
        .where(TrainingClass.starts_on <= last, TrainingClass.ends_on >= first)
        .where(
            TrainingClass.id.in_(select(Enrolment.class_id).where(Enrolment.attendance_number.in_(numbers)))
        )
    )
    return session.scalars(own.order_by(TrainingClass.class_number)).all()
