"""The classes that wait for their verdict, or for the second signature of it: those that ended (R42)."""

from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.results import (
    ClassVerdict,
    ListSecond,
    QualifiedList,
    VerdictSecond,
)
from training.records.staff.staff import Staff
from training.results.terms import Result


def ended_classes(staff: Staff, today: date) -> Select[TrainingClass]:
    """All that ended and that this person may see, with school, district and rules."""
    whole = (
        joinedload(TrainingClass.institution),
        joinedload(TrainingClass.district),
        joinedload(TrainingClass.rule_set),
    )
    own = select(TrainingClass).options(*whole).where(TrainingClass.ends_on < today)
    return own.where(within_class(staff, Permission.SEE_RESULTS))


def classes_to_judge(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those without a verdict that counts and without one that waits for its second signature."""
    return ended_classes(staff, today).where(~_has_verdict(), ~verdict_waits())


def verdicts_for_second(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those of which a verdict or a list waits for somebody else's signature."""
    return ended_classes(staff, today).where(or_(verdict_waits(), list_waits()))


def lists_to_approve(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those that are qualified and have no list that counts or waits."""
    listed = exists().where(
        QualifiedList.class_id == TrainingClass.id, QualifiedList.approved_at.is_not(None)
    )
    return ended_classes(staff, today).where(_is_qualified(), ~listed, ~list_waits())


def verdict_waits() -> ColumnElement[bool]:
    """The newest verdict is signed by one, and somebody else has not said yet."""
    seconded = exists().where(VerdictSecond.verdict_id == ClassVerdict.id)
    newest = _is_newest(ClassVerdict)
    of_class = ClassVerdict.class_id == TrainingClass.id
    return exists().where(of_class, ClassVerdict.in_force_at.is_(None), ~seconded, newest)


def list_waits() -> ColumnElement[bool]:
    """The same of a list; a newer one is only made when nothing waits."""
    seconded = exists().where(ListSecond.list_id == QualifiedList.id)
    of_class = QualifiedList.class_id == TrainingClass.id
    return exists().where(of_class, QualifiedList.approved_at.is_(None), ~seconded)


def _has_verdict() -> ColumnElement[bool]:
    return exists().where(ClassVerdict.class_id == TrainingClass.id, ClassVerdict.in_force_at.is_not(None))


def _is_qualified() -> ColumnElement[bool]:
    return exists().where(
        ClassVerdict.class_id == TrainingClass.id,
        ClassVerdict.in_force_at.is_not(None),
        ClassVerdict.verdict == Result.QUALIFIED,
        _is_newest(ClassVerdict),
    )


def _is_newest(of: type[ClassVerdict]) -> ColumnElement[bool]:
    newer = aliased(of)
    return ~exists().where(newer.class_id == of.class_id, newer.ordinal > of.ordinal)
