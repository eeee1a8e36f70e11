"""How a class stands: its proposal of today, what was signed, and its list (R16, R42, R46)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.rules.signing import LastVerdict, Stand, list_state, verdict_state
from training.results.rules.verdict import Proposal, propose_verdict
from training.results.terms import ListState, Result, VerdictState
from training.results.views.facts_of_classes import facts_of_class
from training.results.views.people_of_class import stand_of_class


@dataclass(frozen=True)
class ClassStanding:
    """Today's proposal beside what was signed, the oldest first."""

    training_class: TrainingClass
    proposal: Proposal
    state: VerdictState
    verdicts: tuple[ClassVerdict, ...]

    @property
    def last(self) -> ClassVerdict | None:
        """The newest that was not sent back by the second person."""
        return newest_standing(self.verdicts)

    @property
    def is_qualified(self) -> bool:
        """Signed as 合格, and nothing has changed since: only of such a class a list is made."""
        last = self.last
        return self.state is VerdictState.SIGNED and last is not None and last.verdict is Result.QUALIFIED


@dataclass(frozen=True)
class ListStanding:
    """The lists of a class, the oldest first, and how the one that counts fits today's hours."""

    state: ListState
    versions: tuple[QualifiedList, ...]

    @property
    def approved(self) -> QualifiedList | None:
        counted = [each for each in self.versions if each.approved_at is not None]
        return counted[-1] if counted else None

    @property
    def waiting(self) -> QualifiedList | None:
        """The newest, where it wants a second signature."""
        newest = self.versions[-1] if self.versions else None
        return newest if newest and newest.approved_at is None and newest.second is None else None


def find_class_of_result(session: Session, staff: Staff, class_id: UUID) -> TrainingClass:
    """Raises NotFound for what this person may not see."""
    whole = (
        joinedload(TrainingClass.institution),
        joinedload(TrainingClass.district),
        joinedload(TrainingClass.rule_set),
    )
    own = select(TrainingClass).where(TrainingClass.public_id == class_id).options(*whole)
    found = session.scalars(own.where(within_class(staff, Permission.SEE_RESULTS))).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def see_result(session: Session, own: TrainingClass, *, now: datetime) -> ClassStanding:
    proposal = propose_verdict(facts_of_class(session, own))
    rows = select(ClassVerdict).where(ClassVerdict.class_id == own.id).order_by(ClassVerdict.ordinal)
    verdicts = tuple(session.scalars(rows.options(joinedload(ClassVerdict.second))))
    standing = newest_standing(verdicts)
    last = last_of(standing) if standing else None
    ended = has_ended(own, now)
    return ClassStanding(
        own, proposal, verdict_state(has_ended=ended, last=last, today=proposal.fingerprint), verdicts
    )


def see_lists(session: Session, own: TrainingClass, *, now: datetime) -> ListStanding:
    """Hours are only reckoned where there is a list to hold against them."""
    people = selectinload(QualifiedList.people).joinedload(QualifiedPerson.enrolment)
    rows = select(QualifiedList).where(QualifiedList.class_id == own.id).order_by(QualifiedList.version)
    versions = tuple(session.scalars(rows.options(people, joinedload(QualifiedList.second))))
    found = ListStanding(ListState.NONE, versions)
    approved = found.approved
    state = list_state(
        waits=found.waiting is not None,
        approved=stand_of(approved) if approved else None,
        today=stand_of_class(session, own, now=now) if approved else {},
    )
    return ListStanding(state, versions)


def stand_of(listed: QualifiedList) -> Stand:
    return {each.enrolment_id: (each.credited_halves, each.proposal) for each in listed.people}


def has_ended(own: TrainingClass, now: datetime) -> bool:
    """From the day after its last one."""
    return shanghai_day(now) > own.ends_on


def newest_standing(verdicts: Sequence[ClassVerdict]) -> ClassVerdict | None:
    """What was sent back leaves the one before as it was."""
    return next((each for each in reversed(verdicts) if each.second is None or each.second.is_agreed), None)


def last_of(verdict: ClassVerdict) -> LastVerdict:
    return LastVerdict(verdict.fingerprint, verdict.in_force_at is not None)
