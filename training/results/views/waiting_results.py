"""The classes that wait for their verdict, or for the second signature of it: those that ended (R42)."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload
from sqlalchemy.sql.base import ExecutableOption

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
    return ended_classes(staff, today).where(is_unjudged())


def is_unjudged() -> ColumnElement[bool]:
    """That a class has no verdict that counts or waits."""
    return and_(~_has_verdict(), ~verdict_waits())


def verdicts_for_second(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those of which a verdict or a list waits for somebody else's signature."""
    return ended_classes(staff, today).where(or_(verdict_waits(), list_waits()))


def lists_to_approve(staff: Staff, today: date) -> Select[TrainingClass]:
    """Those that are qualified and have no list that counts or waits."""
    listed = exists().where(
        QualifiedList.class_id == TrainingClass.id, QualifiedList.approved_at.is_not(None)
    )
    return ended_classes(staff, today).where(_is_qualified(), ~listed, ~list_waits())


def verdict_signatures(staff: Staff) -> Select[ClassVerdict]:
    """The verdicts that want a second signature, with class and school."""
    own = select(ClassVerdict).join(ClassVerdict.training_class).outerjoin(ClassVerdict.second)
    waits = own.where(ClassVerdict.in_force_at.is_(None), VerdictSecond.id.is_(None), is_newest(ClassVerdict))
    return waits.options(*_of_class(ClassVerdict)).where(within_class(staff, Permission.SIGN_RESULTS))


def list_signatures(staff: Staff) -> Select[QualifiedList]:
    """The same of lists."""
    own = select(QualifiedList).join(QualifiedList.training_class).outerjoin(QualifiedList.second)
    waits = own.where(QualifiedList.approved_at.is_(None), ListSecond.id.is_(None))
    return waits.options(*_of_class(QualifiedList)).where(within_class(staff, Permission.SIGN_RESULTS))


def verdicts_without_list(staff: Staff) -> Select[ClassVerdict]:
    """The verdicts 合格 that count and have no list that counts or waits."""
    of_class = QualifiedList.class_id == TrainingClass.id
    listed = exists().where(of_class, QualifiedList.approved_at.is_not(None))
    is_good = (ClassVerdict.in_force_at.is_not(None), ClassVerdict.verdict == Result.QUALIFIED)
    own = select(ClassVerdict).join(ClassVerdict.training_class)
    found = own.where(*is_good, is_newest(ClassVerdict), ~listed, ~list_waits())
    return found.options(*_of_class(ClassVerdict)).where(within_class(staff, Permission.SIGN_RESULTS))


def verdict_waits() -> ColumnElement[bool]:
    """The newest verdict is signed by one, and somebody else has not said yet."""
    seconded = exists().where(VerdictSecond.verdict_id == ClassVerdict.id)
    newest = is_newest(ClassVerdict)
    of_class = ClassVerdict.class_id == TrainingClass.id
    return exists().where(of_class, ClassVerdict.in_force_at.is_(None), ~seconded, newest)


def list_waits() -> ColumnElement[bool]:
    """The same of a list; a newer one is only made when nothing waits."""
    seconded = exists().where(ListSecond.list_id == QualifiedList.id)
    of_class = QualifiedList.class_id == TrainingClass.id
    return exists().where(of_class, QualifiedList.approved_at.is_(None), ~seconded)


def _of_class(of: type[ClassVerdict] | type[QualifiedList]) -> tuple[ExecutableOption, ...]:
    return (contains_eager(of.training_class).joinedload(TrainingClass.institution),)


def _has_verdict() -> ColumnElement[bool]:
    return exists().where(ClassVerdict.class_id == TrainingClass.id, ClassVerdict.in_force_at.is_not(None))


def _is_qualified() -> ColumnElement[bool]:
    return exists().where(
        ClassVerdict.class_id == TrainingClass.id,
        ClassVerdict.in_force_at.is_not(None),
        ClassVerdict.verdict == Result.QUALIFIED,
        is_newest(ClassVerdict),
    )


def is_newest(of: type[ClassVerdict]) -> ColumnElement[bool]:
    """No verdict of the class was signed after it, but such as the second person sent back."""
    newer = aliased(of)
    sent_back = exists().where(VerdictSecond.verdict_id == newer.id, VerdictSecond.is_agreed.is_(False))
    return ~exists().where(newer.class_id == of.class_id, newer.ordinal > of.ordinal, ~sent_back)
