"""Whose machine a punch file comes from: the one named, the class's, or the only one there is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_class, find_institution
from training.errors import NotNow
from training.records.classes.classes import Institution


class InstitutionNotNamed(NotNow):
    """Several institutions could have recorded this file."""

    def __init__(self, names: list[str]):
        known = "、".join(names[:8]) or "（还没有任何培训机构，请先导入班级备案）"
        super().__init__(f"请用 --institution 或 --class 说明是哪个培训机构的考勤机。已有：{known}")


def choose_institution(session: Session, name: str | None, class_number: str | None) -> Institution:
    """Raises NotFound, SeveralFound or InstitutionNotNamed."""
    if name:
        return find_institution(session, name)
    if class_number:
        return find_class(session, class_number).institution
    known = list(session.scalars(select(Institution).order_by(Institution.name).limit(9)))
    if len(known) != 1:
        raise InstitutionNotNamed([institution.name for institution in known])
    return known[0]
