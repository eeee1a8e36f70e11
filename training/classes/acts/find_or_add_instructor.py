from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.records.classes.classes import Instructor


def find_or_add_instructor(session: Session, institution_id: int, name: str | None) -> Instructor | None:
    """The institution's instructor of that name, made on first sight."""
    if not name:
        return None
    known = select(Instructor).where(Instructor.institution_id == institution_id, Instructor.name == name)
    found = session.scalars(known).one_or_none() or _added(session, institution_id, name)
    return found or session.scalars(known).one()


def _added(session: Session, institution_id: int, name: str) -> Instructor | None:
    """Of two who name the same new teacher at once, the second has to find the first one's."""
    new = Instructor(institution_id=institution_id, name=name)
    try:
        with session.begin_nested():
            session.add(new)
    except IntegrityError:
        return None
    return new
