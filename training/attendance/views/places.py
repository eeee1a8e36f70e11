"""Whose a number on a machine of an institution is, and when."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from training.classes.rules.places import Place
from training.classes.views.device_names import NO_OTHER, other_names
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

# A statement holds only so many parameters.
MOST_NUMBERS = 5_000


def places_of(session: Session, institution_id: int) -> list[Place]:
    """Every number that rosters of this institution have brought, with the days and machine it holds for."""
    return _places(session, institution_id, TrainingClass.institution_id == institution_id)


def places_elsewhere(session: Session, institution_id: int, district_id: int) -> list[Place]:
    """Those of them in classes of any other district."""
    here = (TrainingClass.institution_id == institution_id, TrainingClass.district_id != district_id)
    return _places(session, institution_id, *here)


def places_of_numbers(
    session: Session, institution_id: int, numbers: Collection[str], days: tuple[date, date]
) -> list[Place]:
    """Those of some numbers in classes that run between the first and the last of these days."""
    if len(numbers) > MOST_NUMBERS:
        return places_of(session, institution_id)
    first, last = days
    running = select(TrainingClass.id).where(
        TrainingClass.institution_id == institution_id,
        TrainingClass.starts_on <= last,
        TrainingClass.ends_on >= first,
    )
    # The classes first: a number such as 7 stands in every roster of the city.
    of_classes = Enrolment.class_id.in_(list(session.scalars(running)))
    return _places(session, institution_id, of_classes, Enrolment.attendance_number.in_(numbers))


def _places(session: Session, institution_id: int, *conditions: ColumnElement[bool]) -> list[Place]:
    columns = (
        Enrolment.attendance_number,
        TrainingClass.attendance_device,
        TrainingClass.starts_on,
        TrainingClass.ends_on,
    )
    numbered = select(*columns).join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    names = other_names(session, institution_id)
    rows = session.execute(numbered.where(Enrolment.attendance_number.is_not(None), *conditions))
    return [
        Place(str(number), device, starts_on, ends_on, names.get(device, NO_OTHER))
        for number, device, starts_on, ends_on in rows
    ]
