"""The requests to change a class that somebody may see: waiting, decided, and those the city is told of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.changes.rules.amendments import TOLD_TO_THE_CITY, check_amendment
from training.changes.rules.consequences import Consequence
from training.changes.rules.deciding import Person
from training.changes.terms import AmendedField, ChangeState
from training.changes.views.consequences_of import consequences_of
from training.changes.views.facts_of import facts_of
from training.changes.views.filed_of import filed_of
from training.changes.views.in_turn import in_turn
from training.classes.views.within import within_class
from training.errors import NotFound, Refusal
from training.notice.permissions import Permission
from training.records.changes.amendments import AmendmentNoted, ClassAmendment
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class WantedAmendments:
    """Which of them: a state or one field or one class alone, those that the city has yet to note,
    and from which key on."""

    state: ChangeState | None = None
    field: AmendedField | None = None
    class_id: UUID | None = None
    is_to_note: bool = False
    before: int | None = None
    """Older than this key; of those that wait, which are shown the oldest first, later than it."""


def list_amendments(
    session: Session, staff: Staff, wanted: WantedAmendments, most: int
) -> Sequence[ClassAmendment]:
    """Those that wait the oldest first, all others the latest first."""
    rows = narrowed(visible_amendments(staff), wanted)
    return session.scalars(in_turn(rows, ClassAmendment.id, wanted.state, wanted.before).limit(most)).all()


def count_amendments(
    session: Session, staff: Staff, class_id: UUID | None = None
) -> Mapping[ChangeState, int]:
    """How many of each state this person may see, of all classes or of one."""
    own = (
        select(ClassAmendment.state, func.count())
        .join(ClassAmendment.training_class)
        .where(within_class(staff, Permission.SEE_CHANGES))
        .group_by(ClassAmendment.state)
    )
    if class_id is not None:
        own = own.where(TrainingClass.public_id == class_id)
    return {state: many for state, many in session.execute(own)}


def see_amendment(session: Session, staff: Staff, amendment_id: UUID) -> ClassAmendment:
    """Raises NotFound."""
    own = visible_amendments(staff).where(ClassAmendment.public_id == amendment_id)
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这件变更申请")
    return found


def visible_amendments(staff: Staff) -> Select[ClassAmendment]:
    """A query of those that this person may see, with class, asker, decision and note."""
    return (
        select(ClassAmendment)
        .join(ClassAmendment.training_class)
        .options(
            contains_eager(ClassAmendment.training_class).options(
                joinedload(TrainingClass.institution),
                joinedload(TrainingClass.district),
                joinedload(TrainingClass.rule_set),
            ),
            joinedload(ClassAmendment.asker),
            joinedload(ClassAmendment.decision),
            joinedload(ClassAmendment.noted),
        )
        .where(within_class(staff, Permission.SEE_CHANGES))
    )


def what_follows(
    session: Session, asked: ClassAmendment, *, now: datetime
) -> tuple[tuple[Consequence, ...], str]:
    """Of a decided one what was shown then; else what would follow now, and why it cannot be approved."""
    if asked.decision is not None:
        return tuple(Consequence(*each) for each in asked.decision.effects), ""
    own = asked.training_class
    facts = facts_of(session, own, asked.field, asked.new, asked_at=asked.asked_at, now=now)
    found = consequences_of(session, own, asked.field, asked.new, facts, now=now)
    try:
        check_amendment(filed_of(own), asked.field, asked.new, facts)
    except Refusal as refusal:
        return found, str(refusal)
    return found, ""


def is_told_to_the_city(asked: ClassAmendment) -> bool:
    return asked.field in TOLD_TO_THE_CITY and asked.state is ChangeState.APPROVED


def person_of(staff: Staff) -> Person:
    return Person(staff.id, staff.role)


def narrowed(rows: Select[ClassAmendment], wanted: WantedAmendments) -> Select[ClassAmendment]:
    """Those of `rows` that are wanted, whatever their order."""
    if wanted.state is not None:
        rows = rows.where(ClassAmendment.state == wanted.state)
    if wanted.field is not None:
        rows = rows.where(ClassAmendment.field == wanted.field)
    if wanted.class_id is not None:
        rows = rows.where(TrainingClass.public_id == wanted.class_id)
    if wanted.is_to_note:
        told = (ClassAmendment.field.in_(TOLD_TO_THE_CITY), ClassAmendment.state == ChangeState.APPROVED)
        rows = rows.outerjoin(ClassAmendment.noted).where(*told, AmendmentNoted.id.is_(None))
    return rows
