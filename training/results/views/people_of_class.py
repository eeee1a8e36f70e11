"""The people of a class as the list of the qualified proposes them: hours, sources, marks (R46)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.progress import ProgressState
from training.attendance.rules.sources import shares_of
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.attendance.views.sources.origins_of import origins_of_class
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import ExamMark
from training.results.rules.people import NO_MARKS, Marks, Person, propose_person, why
from training.results.rules.signing import Stand
from training.results.terms import Result


@dataclass(frozen=True)
class ProposedPerson:
    """One line of the proposal; `sources` are credited half class hours by whence they came."""

    enrolment: Enrolment
    person: Person
    sources: Mapping[str, int]
    proposal: Result | None
    why: str


def people_of_class(session: Session, own: TrainingClass, *, now: datetime) -> list[ProposedPerson]:
    """In the roster's order; whoever has left is not on the list."""
    progress = progress_of_class(session, own, now)
    origins, marks = origins_of_class(session, own), marks_of_class(session, own)
    staying = [each for each in progress if each.progress.state is not ProgressState.WITHDRAWN]
    proposed = []
    for each in staying:
        seen = origins.get(each.enrolment.attendance_number or "", {})
        shares = shares_of((credit, seen) for credit in each.progress.half_days)
        person = _person(each, marks.get(each.enrolment.id, NO_MARKS))
        proposed.append(
            ProposedPerson(
                each.enrolment,
                person,
                {origin.value: halves for origin, halves in shares.items()},
                propose_person(person, each.policy),
                why(person, each.policy),
            )
        )
    return proposed


def stand_of_class(session: Session, own: TrainingClass, *, now: datetime) -> Stand:
    """Of everybody who is on today's roster; marks are only asked for where they decide."""
    progress = progress_of_class(session, own, now)
    marks = marks_of_class(session, own) if own.policy.exam_is_gate else {}
    staying = [each for each in progress if each.progress.state is not ProgressState.WITHDRAWN]
    people = {each.enrolment.id: _person(each, marks.get(each.enrolment.id, NO_MARKS)) for each in staying}
    return {key: (each.credited_halves, propose_person(each, own.policy)) for key, each in people.items()}


def seen_of(people: list[ProposedPerson]) -> str:
    """A mark of what the page shows: people, hours, marks, proposals."""
    shown = ((each.enrolment.public_id, each.person, each.proposal) for each in people)
    lines = (f"{key}\t{own.credited_halves}\t{own.marks}\t{proposed}\n" for key, own, proposed in shown)
    return sha256("".join(lines).encode()).hexdigest()


def marks_of_class(session: Session, own: TrainingClass) -> Mapping[int, Marks]:
    """By enrolment, the latest row of each."""
    of_class = select(ExamMark).join(Enrolment, Enrolment.id == ExamMark.enrolment_id)
    rows = of_class.where(Enrolment.class_id == own.id).order_by(ExamMark.ordinal)
    found: dict[int, Marks] = defaultdict(Marks)
    for each in session.scalars(rows):
        found[each.enrolment_id] = Marks(each.theory_tenths, each.practice_tenths)
    return found


def _person(each: ClassProgress, marks: Marks) -> Person:
    progress = each.progress
    return Person(
        each.enrolment.trainee.name,
        progress.credited_halves,
        progress.prescribed_halves,
        progress.qualifying_percent,
        marks,
    )
