"""What a file is about where it does not say so itself: the class or the school that was named with it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.reached_school import reached_school
from training.classes.views.within import within_class
from training.errors import NotFound, NotRight
from training.intake.rules.confirming import Choices
from training.intake.terms import FileKind
from training.notice.permissions import Permission, Place, place_of
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff


class ClassNotNamed(NotRight):
    """The file is of one class and does not say of which."""

    def __init__(self) -> None:
        super().__init__("请填写这个文件是哪个班的（班号），再检查一次。")


class SchoolNotNamed(NotRight):
    """The machine could stand in several schools."""

    def __init__(self) -> None:
        super().__init__("请填写这是哪个培训机构的考勤机（机构名称或班号），再检查一次。")


@dataclass(frozen=True)
class PlaceOfFile:
    """The class that was named, if any, and the school whose machine a punch file is of."""

    only_class: TrainingClass | None = None
    institution: Institution | None = None


def place_of_file(session: Session, staff: Staff, kind: FileKind, choices: Choices) -> PlaceOfFile:
    """Raises NotFound for what this person may not see, ClassNotNamed, SchoolNotNamed or SeveralFound."""
    own = _class(session, staff, choices.class_number) if choices.class_number else None
    if kind is FileKind.PUNCHES:
        return PlaceOfFile(own, _school(session, staff, own, choices.institution))
    if kind is FileKind.WATCHING and own is None:
        raise ClassNotNamed
    return PlaceOfFile(own)


def _class(session: Session, staff: Staff, number: str) -> TrainingClass:
    named = select(TrainingClass).where(TrainingClass.class_number == number)
    found = session.scalars(named.where(within_class(staff, Permission.HAND_IN_FILES))).one_or_none()
    if found is None:
        raise NotFound(f"班号 {number}")
    return found


def _school(session: Session, staff: Staff, own: TrainingClass | None, name: str) -> Institution:
    has_one = place_of(staff.role, Permission.HAND_IN_FILES) is Place.OWN_INSTITUTION
    if own is not None:
        return own.institution
    if not (name or has_one):
        raise SchoolNotNamed
    return reached_school(session, staff, name, Permission.HAND_IN_FILES)
