from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import Instructor


def find_or_add_instructor(session: Session, institution_id: int, name: str | None) -> Instructor | None:
    """The institution's instructor of that name, made on first sight."""
    if not name:
        return None
    known = select(Instructor).where(Instructor.institution_id == institution_id, Instructor.name == name)
    instructor = session.scalars(known).one_or_none()
    if instructor is None:
        instructor = Instructor(institution_id=institution_id, name=name)
        session.add(instructor)
    return instructor
