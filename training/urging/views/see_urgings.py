"""What is urged, as far as somebody of the office sees it: the city all, a district its own (R09)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within
from training.errors import NotFound
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.records.urging import Urging
from training.urging.terms import UrgingState

A_PAGE = 50


@dataclass(frozen=True)
class WantedUrgings:
    """Which of them: one state, those overdue on a day, one class; and where the page begins."""

    state: UrgingState | None = None
    overdue_on: date | None = None
    class_id: UUID | None = None
    place: str = ""


def list_urgings(session: Session, staff: Staff, wanted: WantedUrgings) -> Page[Urging]:
    """What is due first comes first; where all are shown, what was urged last."""
    rows = _seen(staff).options(*_WITH)
    if wanted.state is not None:
        rows = rows.where(Urging.state == wanted.state)
    if wanted.overdue_on is not None:
        rows = rows.where(*_overdue(wanted.overdue_on))
    if wanted.class_id is not None:
        rows = rows.join(TrainingClass, TrainingClass.id == Urging.class_id)
        rows = rows.where(TrainingClass.public_id == wanted.class_id)
    is_queue = wanted.overdue_on is not None or wanted.state is UrgingState.WAITING
    order = Order((Urging.due_on, Urging.id)) if is_queue else Order((Urging.id,), is_descending=True)
    return page_of(session, rows, order, size=A_PAGE, place=wanted.place)


def count_urgings(session: Session, staff: Staff, today: date) -> tuple[Mapping[UrgingState, int], int]:
    """How many this person sees in each state, and how many of them are overdue."""
    seen = within(staff, Permission.SEE_URGINGS, district=Urging.district_id)
    counts = select(Urging.state, func.count()).where(seen).group_by(Urging.state)
    overdue = select(func.count()).select_from(Urging).where(seen, *_overdue(today))
    return {state: many for state, many in session.execute(counts)}, session.scalar(overdue) or 0


def see_urging(session: Session, staff: Staff, public_id: UUID) -> Urging:
    """With its steps; raises NotFound."""
    own = _seen(staff).where(Urging.public_id == public_id).options(*_WITH, selectinload(Urging.steps))
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这件督办")
    return found


def overdue_urgings(session: Session, today: date) -> list[Urging]:
    """Everywhere, what is due first coming first."""
    rows = select(Urging).where(*_overdue(today)).options(*_WITH)
    return list(session.scalars(rows.order_by(Urging.due_on, Urging.id)))


def waiting_urgings(staff: Staff, state: UrgingState) -> Select[Urging]:
    """Those in this state that somebody sees: what waits for an answer, or for being looked at again."""
    return _seen(staff).where(Urging.state == state).options(*_WITH)


def _seen(staff: Staff) -> Select[Urging]:
    return select(Urging).where(within(staff, Permission.SEE_URGINGS, district=Urging.district_id))


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    """As `is_overdue` of the rules, for the database."""
    return Urging.state == UrgingState.WAITING, Urging.due_on < today


_WITH = (joinedload(Urging.district), joinedload(Urging.training_class))
