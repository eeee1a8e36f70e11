"""Who is one person in two records of teachers, and who has somebody else's number (R63)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.notice.identity import compact
from training.records.classes.classes import Instructor
from training.records.teachers import InstructorCertificate
from training.teachers.rules.certificates import tells_a_person


@dataclass(frozen=True)
class Records:
    """Of some teachers by their key: all records of the same person, the own one too; and those of whom a
    number stands under another name as well."""

    same: Mapping[int, Set[int]]
    shared: frozenset[int]


def records_of(
    session: Session, names: Mapping[int, str], certificates: Mapping[int, Sequence[InstructorCertificate]]
) -> Records:
    """Name and number agree, of whatever schools; one statement."""
    same: dict[int, set[int]] = {key: {key} for key in names}
    shared = set()
    holders = _holders(certificates)
    for number, key, name in session.execute(
        _with_numbers().where(InstructorCertificate.number.in_(holders))
    ):
        for own in holders[number] - {key}:
            if compact(name) == compact(names[own]):
                same[own].add(key)
            else:
                shared.add(own)
    return Records(same, frozenset(shared))


def others_with(session: Session, own: InstructorCertificate) -> Sequence[Instructor]:
    """Teachers by another name under whom the number of this certificate stands, with their school."""
    if not tells_a_person(own.number):
        return ()
    keys = _with_numbers().where(InstructorCertificate.number == own.number).with_only_columns(Instructor.id)
    rows = session.scalars(select(Instructor).where(Instructor.id.in_(keys)).order_by(Instructor.id))
    return [each for each in rows if compact(each.name) != compact(own.instructor.name)]


def _holders(certificates: Mapping[int, Sequence[InstructorCertificate]]) -> Mapping[str, set[int]]:
    holders: dict[str, set[int]] = defaultdict(set)
    for key, held in certificates.items():
        for each in held:
            if tells_a_person(each.number):
                holders[each.number].add(key)
    return holders


def _with_numbers() -> Select[str, int, str]:
    rows = select(InstructorCertificate.number, Instructor.id, Instructor.name)
    return rows.join(InstructorCertificate.instructor).where(InstructorCertificate.withdrawn_at.is_(None))
