"""经过 of a school: what was filed and said of its teachers, the latest first (R63, R64)."""

from typing import Any

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Bundle, Session

from training.classes.views.within import within_class
from training.history.rules.telling import Line, tell
from training.history.views.class_history import acts_of
from training.history.views.teacher_sources import SOURCES_OF_TEACHERS, cards_of
from training.notice.permissions import Permission
from training.records.classes.classes import Institution, Instructor, TrainingClass
from training.records.staff.staff import Staff


def institution_history(session: Session, staff: Staff, own: Institution, *, most: int) -> list[Line]:
    """Of the classes that this person sees; one statement, one more where a deputy may have acted. `own` must
    have been found for this person."""
    seen = within_class(staff, Permission.SEE_CLASSES)
    classes = select(TrainingClass.id).where(TrainingClass.institution_id == own.id, seen)

    of_classes = [rows(lambda key: key.in_(classes)) for _, rows in SOURCES_OF_TEACHERS.values()]
    acts = union_all(*of_classes, *cards_of(Instructor.institution_id == own.id)).subquery("acts").c
    latest: Select[Any] = (
        select(Bundle("act", *acts)).order_by(acts.at.desc(), acts.kind, acts.key.desc()).limit(most)
    )
    return list(map(tell, acts_of(session, staff, session.scalars(latest).all())))
