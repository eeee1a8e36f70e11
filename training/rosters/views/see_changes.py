"""Which changes of rosters somebody of the office sees: the city all, others their own (R09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.classes.terms import ChangeKind, ChangeState
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

A_PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """A part of the list: in one state, of one class, older than the one whose key is told."""

    state: ChangeState | None = None
    class_number: str = ""
    before: int | None = None


@dataclass(frozen=True)
class ChangePage:
    """One page, the newest first; `older` is where the next one goes on, None after the last."""

    changes: Sequence[RosterChange]
    older: int | None


def list_changes(session: Session, staff: Staff, chosen: Chosen) -> ChangePage:
    """Of those that this person sees; by key, so that no page is longer to make than another."""
    own = _seen(staff)
    if chosen.state:
        own = own.where(_is(chosen.state))
    if chosen.class_number:
        own = own.where(TrainingClass.class_number == chosen.class_number)
    if chosen.before:
        own = own.where(RosterChange.id < chosen.before)
    found = session.scalars(own.order_by(RosterChange.id.desc()).limit(A_PAGE + 1)).all()
    more = len(found) > A_PAGE
    return ChangePage(found[:A_PAGE], found[A_PAGE - 1].id if more else None)


def count_changes(session: Session, staff: Staff) -> dict[ChangeState, int]:
    """How many this person sees in each state."""
    own = select(func.count()).select_from(RosterChange).join(RosterChange.training_class)
    own = own.outerjoin(RosterChange.decision).where(within_class(staff, Permission.SEE_ROSTER_CHANGES))
    return {state: session.scalar(own.where(_is(state))) or 0 for state in ChangeState}


def see_change(session: Session, staff: Staff, public_id: UUID) -> RosterChange:
    """The one, if this person may see it; raises NotFound."""
    found = session.scalars(_seen(staff).where(RosterChange.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这条人员增减")
    return found


def changes_of_class(session: Session, staff: Staff, class_id: int) -> Sequence[RosterChange]:
    """All that this person sees of one class, the newest first; asked for once, however many there are."""
    own = _seen(staff).where(RosterChange.class_id == class_id)
    return session.scalars(own.order_by(RosterChange.id.desc())).all()


def waiting_changes(staff: Staff) -> Select[RosterChange]:
    """Those that nobody has decided and this person did not ask for, the longest ago first."""
    by_her = or_(
        RosterChange.asked_by_id == staff.id,
        and_(RosterChange.asked_by_id.is_(None), RosterChange.asked_by == staff.name),
    )
    return (
        _seen(staff).where(_is(ChangeState.WAITS), ~by_her).order_by(RosterChange.asked_at, RosterChange.id)
    )


def has_open_change(
    session: Session, class_id: int, *, enrolment_id: int | None, person: bytes | None
) -> bool:
    """Whether a change waits already about that person of the class: whoever leaves, or is to come."""
    about = []
    if enrolment_id is not None:
        about.append(RosterChange.enrolment_id == enrolment_id)
    if person is not None:
        about.append(RosterChange.id_number_index == person)
    own = select(RosterChange.id).outerjoin(RosterChange.decision)
    own = own.where(RosterChange.kind != ChangeKind.PHONE)
    waiting = own.where(RosterChange.class_id == class_id, _is(ChangeState.WAITS), or_(*about))
    return session.scalar(waiting.limit(1)) is not None


def asked_by_herself(change: RosterChange, staff: Staff) -> bool:
    """Whether this person asked for it; a file tells no more of whoever handed it in than the name."""
    return change.asked_by_id == staff.id or (change.asked_by_id is None and change.asked_by == staff.name)


def asked_by_school(session: Session, change: RosterChange) -> bool:
    """Whether somebody of an institution asked for it, and no office nor who runs the installation."""
    asker = session.get(Staff, change.asked_by_id) if change.asked_by_id is not None else None
    return asker is not None and asker.institution_id is not None


def _seen(staff: Staff) -> Select[RosterChange]:
    of_class = contains_eager(RosterChange.training_class)
    return (
        select(RosterChange)
        .join(RosterChange.training_class)
        .outerjoin(RosterChange.decision)
        .options(
            of_class.joinedload(TrainingClass.institution),
            of_class.joinedload(TrainingClass.district),
            of_class.joinedload(TrainingClass.rule_set),
            contains_eager(RosterChange.decision).joinedload(RosterChangeDecision.decided_by),
            joinedload(RosterChange.enrolment).joinedload(Enrolment.trainee),
        )
        .where(within_class(staff, Permission.SEE_ROSTER_CHANGES))
    )


def _is(state: ChangeState) -> ColumnElement[bool]:
    if state is ChangeState.AT_ONCE:
        return RosterChange.is_at_once.is_(True)
    if state is ChangeState.WAITS:
        return RosterChange.is_at_once.is_(False) & RosterChangeDecision.id.is_(None)
    return RosterChangeDecision.is_approved.is_(state is ChangeState.APPROVED)
