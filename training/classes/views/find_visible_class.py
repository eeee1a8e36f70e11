"""Finding a class by what an inspector says of it, among those that the inspector may see (R09)."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from training.classes.views.find_class import SeveralFound
from training.classes.views.see_classes import visible_classes
from training.errors import NotFound
from training.notice.identity import compact
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

MOST_NAMED = 8


class SeveralClasses(SeveralFound):
    """More than one class answers to what was said, and each may be meant."""

    def __init__(self, said: str, classes: list[TrainingClass]):
        super().__init__("班级", [f"{each.class_number} {each.name}" for each in classes])
        self.said = said
        self.classes = tuple((each.class_number, each.name) for each in classes[:MOST_NAMED])
        self.are_all_named = len(classes) <= MOST_NAMED


def find_visible_class(session: Session, staff: Staff, said: str) -> TrainingClass:
    """By the number, else a part of it, else a part of the name; raises NotFound or SeveralClasses."""
    wanted = _key(said)
    found = _first_that_finds(session, staff, wanted) if wanted else []
    if not found:
        raise NotFound(f"班级“{said}”")
    if len(found) > 1:
        raise SeveralClasses(said, found)
    return found[0]


def _first_that_finds(session: Session, staff: Staff, wanted: str) -> list[TrainingClass]:
    number = func.upper(func.replace(TrainingClass.class_number, "-", ""))
    name = func.upper(func.replace(TrainingClass.name, " ", ""))
    for condition in (
        number == wanted,
        number.contains(wanted, autoescape=True),
        name.contains(wanted, autoescape=True),
    ):
        own = (
            visible_classes(staff).where(condition).order_by(TrainingClass.starts_on.desc(), TrainingClass.id)
        )
        if found := list(session.scalars(own.limit(MOST_NAMED + 1))):
            return found
    return []


def _key(said: str) -> str:
    return compact(said).replace("-", "").upper()
