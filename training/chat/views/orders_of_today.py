"""What the rounds of today gave to whom, with the hours of the lesson that is to be checked (R06)."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.chat.rules.todos import Duty
from training.chat.terms import TodoKind
from training.checks.terms import OrderAct
from training.checks.views.rounds.order_lines import assigned_to
from training.notice.clock import shanghai_day
from training.records.checks.rounds import CheckOrder, CheckOrderAct, CheckRound
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.staff.staff import Staff

Span = tuple[datetime, datetime]


def orders_of_today(session: Session, *, now: datetime) -> Iterator[tuple[Staff, Duty]]:
    """Those that were not taken back, done or not: what was done stays in the day's calendar.

    The class is not named: colleagues, and accounts of institutions, may see each other's calendars, and
    a check comes unannounced.
    """
    today = shanghai_day(now)
    lessons = _lessons_left(session, today, now)
    for order in session.scalars(_orders(today)):
        is_cancelled = any(each.act is OrderAct.CANCELLED for each in order.acts)
        if order.class_id in lessons and not is_cancelled:
            inspector = assigned_to(order)
            yield inspector, _duty(order, inspector, lessons[order.class_id], now)


def _orders(day: date) -> Select[CheckOrder]:
    given = (
        joinedload(CheckOrder.round),
        joinedload(CheckOrder.assigned_to),
        joinedload(CheckOrder.training_class).joinedload(TrainingClass.rule_set),
    )
    acts = selectinload(CheckOrder.acts).joinedload(CheckOrderAct.assigned_to)
    own = select(CheckOrder).join(CheckOrder.round).where(CheckRound.day == day)
    return own.options(*given, acts).order_by(CheckOrder.id)


def _lessons_left(session: Session, day: date, now: datetime) -> dict[int, Span]:
    """By class: the first lesson of the day that is not over."""
    drawn = select(CheckOrder.class_id).join(CheckOrder.round).where(CheckRound.day == day)
    held = (
        select(TrainingClass, Lesson.half_day)
        .join(Lesson, Lesson.class_id == TrainingClass.id)
        .outerjoin(LessonCancellation, LessonCancellation.lesson_id == Lesson.id)
        .where(Lesson.held_on == day, LessonCancellation.id.is_(None), TrainingClass.id.in_(drawn))
    )
    spans = ((own.id, own.times.of(day, half_day)) for own, half_day in session.execute(held))
    left = sorted((span, class_id) for class_id, span in spans if span[1] > now)
    return {class_id: span for span, class_id in reversed(left)}


def _duty(order: CheckOrder, inspector: Staff, lesson: Span, now: datetime) -> Duty:
    starts, ends = lesson
    return Duty(
        key=f"order:{order.public_id}:{inspector.id}",
        kind=TodoKind.ORDER,
        about=order.public_id,
        subject=f"查班任务：{order.round.number} 第 {order.position} 个班",
        due_at=ends,
        starts_at=max(starts, now),
    )
