"""What a comparison found becomes rows: new ones are opened, those that are gone end by themselves (R05)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference, DifferenceSettling
from training.region.rules.comparing import Differs
from training.region.rules.settling import comes_up_again
from training.region.terms import Field, Settling
from training.sheets.chunks import chunks

TURN = 46
"""Whoever numbers a class, compares it or settles what differs waits for one another."""
AT_ONCE = 500
BY_ITSELF = "系统比对"
Place = tuple[str, str, Field]
"""Scope, subject and field."""


@dataclass(frozen=True)
class Subject:
    """A class (no key) or somebody of it."""

    key: str = ""
    enrolment_id: int | None = None


@dataclass(frozen=True)
class Scope:
    """One class, ours or only theirs, and whether the class itself was compared or its people."""

    key: str
    is_of_people: bool
    district_id: int | None
    class_id: int | None
    region_number: str

    @classmethod
    def of(cls, own: TrainingClass, number: str, *, is_of_people: bool = False) -> "Scope":
        """A class of ours, by whatever number the region's system knows it."""
        return cls(f"c{own.id}", is_of_people, own.district_id, own.id, number)


@dataclass(frozen=True)
class Compared:
    """What came of comparing one scope with one file: all of its subjects, and in which fields."""

    scope: Scope
    batch_id: int
    fields: frozenset[Field]
    found: Mapping[Subject, Sequence[Differs]]


def record_differences(session: Session, compared: Sequence[Compared], *, now: datetime) -> int:
    """Gives how many were opened; what was open and was found again stays as it is.

    Whoever calls it has waited for its TURN before it read what it compares.
    """
    known = _known(session, [each.scope for each in compared])
    opened = 0
    for each in compared:
        found = {place: (subject, one) for place, subject, one in _found(each)}
        own = {place: last for place, last in known.items() if place[0] == each.scope.key}
        _end_what_is_gone(session, each, own, found, now)
        new = [_row(each, place, *found[place], own, now) for place in found if _is_new(own, place, found)]
        session.add_all(new)
        opened += len(new)
        session.flush()
    return opened


def _found(own: Compared) -> Iterator[tuple[Place, Subject, Differs]]:
    for subject, differs in own.found.items():
        for one in differs:
            yield (own.scope.key, subject.key, one.field), subject, one


Found = Mapping[Place, tuple[Subject, Differs]]
Known = Mapping[Place, Difference]


def _known(session: Session, scopes: Sequence[Scope]) -> dict[Place, Difference]:
    """The latest row of each place, with how it ended."""
    kinds = {each.key: each.is_of_people for each in scopes}
    latest: dict[Place, Difference] = {}
    for some in chunks(sorted(kinds), AT_ONCE):
        rows = select(Difference).options(joinedload(Difference.settling)).where(Difference.scope.in_(some))
        # Read anew: what was loaded before the turn came may have ended meanwhile.
        anew = rows.order_by(Difference.ordinal).execution_options(populate_existing=True)
        for each in session.scalars(anew):
            if kinds[each.scope] == bool(each.subject):
                latest[each.scope, each.subject, each.field] = each
    return latest


def _is_new(own: Known, place: Place, found: Found) -> bool:
    last, differs = own.get(place), found[place][1]
    if last is None:
        return True
    if last.open_key is not None:
        return False
    how = last.settling.how if last.settling else None
    return comes_up_again(how, same_values=_is_same(last, differs))


def _is_same(last: Difference, differs: Differs) -> bool:
    return (last.ours, last.theirs) == (differs.ours, differs.theirs)


def _end_what_is_gone(session: Session, each: Compared, own: Known, found: Found, now: datetime) -> None:
    missing = {subject.key for subject, one in found.values() if one.field in (Field.CLASS, Field.PERSON)}
    for place, last in own.items():
        if last.open_key is None or (place not in found and last.field not in each.fields):
            continue
        if place in found and _is_same(last, found[place][1]):
            continue
        is_other = place in found or last.subject in missing
        _end(session, last, Settling.CHANGED if is_other else Settling.AGREED, each.batch_id, now)
    session.flush()


def _end(session: Session, last: Difference, how: Settling, batch_id: int, now: datetime) -> None:
    last.open_key = None
    last.settling = DifferenceSettling(
        how=how, note="", batch_id=batch_id, settled_by=BY_ITSELF, settled_at=now
    )


def _row(
    each: Compared, place: Place, subject: Subject, one: Differs, own: Known, now: datetime
) -> Difference:
    scope, last = each.scope, own.get(place)
    return Difference(
        public_id=uuid4(),
        scope=scope.key,
        subject=subject.key,
        field=one.field,
        ordinal=last.ordinal + 1 if last else 1,
        district_id=scope.district_id,
        class_id=scope.class_id,
        enrolment_id=subject.enrolment_id,
        region_number=scope.region_number,
        ours=one.ours,
        theirs=one.theirs,
        batch_id=each.batch_id,
        found_at=now,
        open_key=" ".join(place),
    )
