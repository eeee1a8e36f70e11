"""Upon what the subsidies of a class rest: its verdict and its list of the qualified (R16, R19, R46)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.results.rules.signing import verdict_state
from training.results.rules.verdict import propose_verdict
from training.results.terms import Result, VerdictState
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.people_of_class import stand_of_class
from training.results.views.see_result import last_of, newest_standing, stand_of


@dataclass(frozen=True)
class Ground:
    """What a class may be judged by."""

    is_qualified: bool
    """Its verdict counts, says 合格, and nothing has changed since."""
    listed: QualifiedList | None
    """The version that counts, with its people."""

    @property
    def qualified(self) -> list[QualifiedPerson]:
        """In the roster's order."""
        return [each for each in (self.listed.people if self.listed else ()) if is_on_it(each)]


def grounds_of(session: Session, classes: Sequence[TrainingClass]) -> Mapping[int, Ground]:
    """By class, in as many statements whatever their number; their rule sets are loaded."""
    lists = newest_lists(session, [each.id for each in classes])
    good = _qualified(session, classes)
    return {each.id: Ground(each.id in good, lists.get(each.id)) for each in classes}


def newest_lists(session: Session, keys: Collection[int]) -> dict[int, QualifiedList]:
    """By class the version that counts, with its people and who they are."""
    counted = select(QualifiedList).where(
        QualifiedList.class_id.in_(keys), QualifiedList.approved_at.is_not(None)
    )
    whole = selectinload(QualifiedList.people).joinedload(QualifiedPerson.enrolment)
    rows = counted.options(whole.joinedload(Enrolment.trainee)).order_by(QualifiedList.version)
    return {each.class_id: each for each in session.scalars(rows)}


def list_still_fits(session: Session, listed: QualifiedList, own: TrainingClass, *, now: datetime) -> bool:
    """Hours, and marks that decide, are those of the list: no correction came after it."""
    return stand_of(listed) == stand_of_class(session, own, now=now)


def is_on_it(person: QualifiedPerson) -> bool:
    return person.decision is Result.QUALIFIED


def _qualified(session: Session, classes: Sequence[TrainingClass]) -> set[int]:
    keys = [each.id for each in classes]
    rows = select(ClassVerdict).where(ClassVerdict.class_id.in_(keys)).order_by(ClassVerdict.ordinal)
    signed: dict[int, list[ClassVerdict]] = {key: [] for key in keys}
    for each in session.scalars(rows.options(joinedload(ClassVerdict.second))):
        signed[each.class_id].append(each)
    facts = facts_of_classes(session, classes)
    today = {key: propose_verdict(each).fingerprint for key, each in facts.items()}
    return {key for key, own in signed.items() if _is_good(newest_standing(own), today[key])}


def _is_good(last: ClassVerdict | None, today: str) -> bool:
    if last is None or last.verdict is not Result.QUALIFIED:
        return False
    return verdict_state(has_ended=True, last=last_of(last), today=today) is VerdictState.SIGNED
