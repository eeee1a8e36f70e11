"""Steps as a queue: who is to be asked, whose day is over, whom nobody reached, who has answered (R14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.follow_ups.terms import WorkStatus
from training.follow_ups.views.back_checks import disputed_steps, is_disputed
from training.follow_ups.views.find_follow_up import WITH, seen_follow_ups
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff

A_PAGE = 50


class FollowUpState(StrEnum):
    """How a step stands."""

    DUE = "待回访"
    OVERDUE = "已过期"
    DISPROVED = "复核不符"
    UNREACHABLE = "联系不上"
    ANSWERED = "已回访"
    COMING = "未到期"


@dataclass(frozen=True)
class WantedFollowUps:
    """Which of them: one state, one class; where the page begins."""

    state: FollowUpState | None = FollowUpState.DUE
    class_id: UUID | None = None
    place: str = ""


def list_follow_ups(
    session: Session, staff: Staff, wanted: WantedFollowUps, *, today: date
) -> Page[FollowUp]:
    """The longest due first."""
    rows = _seen(staff, wanted.class_id).options(*WITH)
    if wanted.state is not None:
        rows = rows.where(_conditions(session, today)[wanted.state])
    return page_of(session, rows, Order((FollowUp.due_on, FollowUp.id)), size=A_PAGE, place=wanted.place)


def count_follow_ups(
    session: Session, staff: Staff, *, today: date, class_id: UUID | None = None
) -> Mapping[FollowUpState, int]:
    """How many of each this person sees."""
    conditions = _conditions(session, today)
    columns = [func.count().filter(each) for each in conditions.values()]
    counts = session.execute(_seen(staff, class_id).with_only_columns(*columns)).one()
    return dict(zip(conditions, counts, strict=True))


def follow_ups_of_class(session: Session, staff: Staff, class_id: UUID) -> Sequence[FollowUp]:
    """All of one class, the longest due first; raises NotFound."""
    see_class(session, staff, class_id)
    rows = _seen(staff, class_id).options(*WITH).order_by(FollowUp.due_on, FollowUp.id)
    return session.scalars(rows).all()


def next_follow_up(session: Session, staff: Staff, after: FollowUp, *, today: date) -> UUID | None:
    """Whom to ask behind this one; from the beginning again behind the last, None where nobody is left."""
    due = _seen(staff, None, Permission.ANSWER_FOLLOW_UPS).where(
        _conditions(session, today)[FollowUpState.DUE], FollowUp.id != after.id
    )
    behind = or_(
        FollowUp.due_on > after.due_on, and_(FollowUp.due_on == after.due_on, FollowUp.id > after.id)
    )
    order = (behind.desc(), FollowUp.due_on, FollowUp.id)
    return session.scalar(due.with_only_columns(FollowUp.public_id).order_by(*order).limit(1))


def state_of(own: FollowUp, today: date) -> FollowUpState:
    """The same of one step, its answers and class loaded."""
    if is_disputed(own.answers):
        return FollowUpState.DISPROVED
    if own.answers:
        last = own.answers[-1].status
        return FollowUpState.UNREACHABLE if last is WorkStatus.UNREACHABLE else FollowUpState.ANSWERED
    if own.due_on > today:
        return FollowUpState.COMING
    window = timedelta(days=own.enrolment.training_class.rule_set.policy.follow_up_window_days)
    return FollowUpState.OVERDUE if own.due_on + window < today else FollowUpState.DUE


def _seen(
    staff: Staff, class_id: UUID | None, permission: Permission = Permission.SEE_FOLLOW_UPS
) -> Select[FollowUp]:
    of_class = Enrolment.__table__.alias("of_class")
    rows = (
        seen_follow_ups(staff, permission)
        .join(of_class, of_class.c.id == FollowUp.enrolment_id)
        .join(TrainingClass, TrainingClass.id == of_class.c.class_id)
        .where(FollowUp.dropped_at.is_(None))
    )
    return rows if class_id is None else rows.where(TrainingClass.public_id == class_id)


def _conditions(session: Session, today: date) -> Mapping[FollowUpState, ColumnElement[bool]]:
    """Of a query that knows the class."""
    is_due, is_past = and_(FollowUp.is_open, FollowUp.due_on <= today), _is_past(session, today)
    unreached = _last_status() == WorkStatus.UNREACHABLE
    disputed = FollowUp.id.in_(disputed_steps())
    stands = and_(~FollowUp.is_open, ~disputed)
    return {
        FollowUpState.DUE: and_(is_due, ~is_past),
        FollowUpState.OVERDUE: and_(is_due, is_past),
        FollowUpState.DISPROVED: disputed,
        FollowUpState.UNREACHABLE: and_(stands, unreached),
        FollowUpState.ANSWERED: and_(stands, ~unreached),
        FollowUpState.COMING: and_(FollowUp.is_open, FollowUp.due_on > today),
    }


def _is_past(session: Session, today: date) -> ColumnElement[bool]:
    """The days for which an answer counts are over, by the rule set of the class."""
    by_window: dict[int, list[int]] = {}
    for each in session.scalars(select(RuleSet)):
        by_window.setdefault(each.policy.follow_up_window_days, []).append(each.id)
    past = (
        and_(TrainingClass.rule_set_id.in_(ids), FollowUp.due_on < today - timedelta(days=window))
        for window, ids in by_window.items()
    )
    return or_(false(), *past)


def _last_status() -> ColumnElement[WorkStatus]:
    own = select(FollowUpAnswer.status).where(FollowUpAnswer.follow_up_id == FollowUp.id)
    return own.order_by(FollowUpAnswer.ordinal.desc()).limit(1).scalar_subquery()
