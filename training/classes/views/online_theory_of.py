"""How much theory classes teach online, and which plan more than the share (R52)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.rules.online_theory import OnlineTheory, online_theory_words
from training.classes.terms import Content
from training.notice.terms import ClassKind, Mode
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass

WHAT_IT_READS = (joinedload(TrainingClass.rule_set), selectinload(TrainingClass.later_reasons))
"""Of many classes, loaded with them and not one by one."""


def online_theory_of(session: Session, own: TrainingClass, today: date) -> OnlineTheory:
    """As the timetable plans it, and as much of it as was to be held up to this day."""
    return online_theory_of_each(session, [own], today)[0]


def online_theory_of_each(
    session: Session, classes: Sequence[TrainingClass], today: date
) -> list[OnlineTheory]:
    """In the order of the classes, by one query."""
    # 创业培训按相关文件规定执行 (R55): the share is not about start-up training.
    sums = _sums(session, (own.id for own in classes if own.kind is not ClassKind.STARTUP), today)
    return [
        OnlineTheory(
            *sums.get(own.id, (0, 0)),
            own.prescribed_halves,
            own.rule_set.policy.online_theory_percent,
            own.why_online,
        )
        for own in classes
    ]


def online_theory_notice(session: Session, own: TrainingClass, today: date) -> str:
    """What stands beside a class that plans too much; empty where it does not."""
    found = online_theory_of(session, own, today)
    return online_theory_words(found) if found.is_too_much else ""


def too_much_online(session: Session, today: date) -> list[tuple[TrainingClass, OnlineTheory]]:
    """The classes over the share, those that have not said why first."""
    teaching = TrainingClass.id.in_(select(Lesson.class_id).where(*_is_online_theory()))
    own = select(TrainingClass).where(teaching).options(*WHAT_IT_READS)
    classes = session.scalars(own.order_by(TrainingClass.class_number)).all()
    pairs = zip(classes, online_theory_of_each(session, classes, today), strict=True)
    return sorted((pair for pair in pairs if pair[1].is_too_much), key=lambda pair: not pair[1].lacks_reason)


def _sums(session: Session, class_ids: Iterable[int], today: date) -> dict[int, tuple[int, int]]:
    """Half class hours planned and held, by class; what was cancelled is neither."""
    held = case((Lesson.held_on <= today, Lesson.halves), else_=0)
    sums = select(Lesson.class_id, func.sum(Lesson.halves), func.sum(held)).outerjoin(LessonCancellation)
    own = sums.where(LessonCancellation.id.is_(None), Lesson.class_id.in_(class_ids), *_is_online_theory())
    return {key: (planned, so_far) for key, planned, so_far in session.execute(own.group_by(Lesson.class_id))}


def _is_online_theory() -> tuple[ColumnElement[bool], ...]:
    return (Lesson.mode == Mode.ONLINE, Lesson.content == Content.THEORY)
