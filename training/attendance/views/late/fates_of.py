"""What becomes of punches that arrive, judged by when each machine was in touch (R43, R45)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.rules.late import (
    NEVER,
    Arrival,
    Fate,
    Heard,
    fate_of_filed,
    fate_of_live,
    is_late,
)
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.late.crediting import counts, waits_anew
from training.attendance.views.late.heard_of import heard_of
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch

# A statement holds only so many parameters.
MOST_NUMBERS = 5_000
Seen = Mapping[tuple[str, datetime], Mapping[str, bool]]
"""What is stored already, by number and second: on which machine, and whether it counts."""


@dataclass(frozen=True)
class Known:
    """Where to look for what is stored already."""

    institution_id: int
    same: Mapping[str, Collection[str]]
    """The other names of each machine."""
    by_machine: bool
    """Whether what comes shows that it is the machine's."""


def fates_of_pushed(
    session: Session, device: Device, rows: Sequence[PunchRow], arrival: Arrival
) -> list[Fate]:
    """One for each row, in their order."""
    late = [each.punched_at for each in rows if is_late(each.punched_at, arrival)]
    machine = heard_of(session, [device.id], min(late), max(late)) if late else NEVER
    found = [_unless_wrong(each, fate_of_live(each.punched_at, arrival, machine), arrival) for each in rows]
    same = {device.name: {device.number}} if device.number else {}
    known = Known(device.institution_id, same, by_machine=arrival.is_proven)
    return _unless_known(session, known, rows, found)


def fates_of_filed(
    session: Session, institution_id: int, rows: Sequence[PunchRow], arrival: Arrival
) -> list[Fate]:
    """The same of a file; a row whose machine is not told, or not registered, may be of any in use.

    Where it has no machine in use, nothing was ever to be pushed.
    """
    if not rows:
        return []
    names = _names(session, institution_id, {each.device for each in rows} - {""})
    moments = [each.punched_at for each in rows]
    machines = {
        name: heard_of(session, [each.id for each in found], min(moments), max(moments))
        for name, found in names.items()
    }
    any_of_them = NEVER
    if any(each.device not in machines for each in rows):
        any_of_them = heard_of(session, _in_use(session, institution_id), min(moments), max(moments))
    found = [_of_file(each, arrival, machines.get(each.device, any_of_them)) for each in rows]
    same = {name: {each.name for each in of_name} for name, of_name in names.items()}
    return _unless_known(session, Known(institution_id, same, by_machine=False), rows, found)


def _of_file(row: PunchRow, arrival: Arrival, machine: Heard) -> Fate:
    return _unless_wrong(row, fate_of_filed(row.punched_at, arrival, machine), arrival)


def _unless_wrong(row: PunchRow, fate: Fate, arrival: Arrival) -> Fate:
    """What a wrong clock says counts nothing as it came: nobody has to accept it, and it releases nothing."""
    if clock_is_wrong(row.punched_at, arrival.received_at, arrival.policy):
        return Fate(fate.source, is_moot=True)
    return fate


def _in_use(session: Session, institution_id: int) -> Sequence[int]:
    own = select(Device.id).where(Device.institution_id == institution_id, Device.removed_at.is_(None))
    return session.scalars(own).all()


def _names(session: Session, institution_id: int, said: Collection[str]) -> dict[str, list[Device]]:
    """The machines, removed ones too, by whichever of their names the file uses."""
    table: dict[str, list[Device]] = defaultdict(list)
    if not said:
        return table
    own = select(Device).where(Device.institution_id == institution_id)
    for device in session.scalars(own.where(or_(Device.name.in_(said), Device.number.in_(said)))):
        for name in {device.name, device.number} & set(said):
            table[name].append(device)
    return table


def _unless_known(session: Session, known: Known, rows: Sequence[PunchRow], fates: list[Fate]) -> list[Fate]:
    """What is stored already, or counts already under the machine's other name, waits for nothing new."""
    doubtful = [row for row, fate in zip(rows, fates, strict=True) if fate.waits_for]
    if not doubtful:
        return fates
    seen = _seen(session, known, doubtful)
    return [
        Fate(fate.source, is_moot=True) if fate.waits_for and _is_known(row, seen, known.same) else fate
        for row, fate in zip(rows, fates, strict=True)
    ]


def _is_known(row: PunchRow, seen: Seen, same: Mapping[str, Collection[str]]) -> bool:
    stored = seen.get((row.number, row.punched_at), {})
    return row.device in stored or any(stored.get(name, False) for name in same.get(row.device, ()))


def _seen(session: Session, known: Known, rows: Sequence[PunchRow]) -> Seen:
    moments, numbers = [each.punched_at for each in rows], {each.number for each in rows}
    stored = select(Punch.number, Punch.punched_at, Punch.device, counts()).where(
        Punch.institution_id == known.institution_id,
        Punch.punched_at.between(min(moments), max(moments)),
        ~waits_anew(by_machine=known.by_machine),
    )
    if len(numbers) <= MOST_NUMBERS:
        stored = stored.where(Punch.number.in_(numbers))
    table: dict[tuple[str, datetime], dict[str, bool]] = defaultdict(dict)
    for number, punched_at, device, is_counting in session.execute(stored):
        table[number, punched_at][device] = is_counting
    return table
