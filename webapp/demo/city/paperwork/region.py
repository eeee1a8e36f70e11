"""What the region's system says of one district's classes that are over; in some places it differs."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from training.notice.class_hours import hours
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.region.acts.import_region_classes import import_region_classes
from training.region.acts.import_region_people import import_region_people
from training.region.acts.note_step import StepSaid, note_step
from training.region.sheets.region_classes import REGION_CLASSES, read_region_classes
from training.region.sheets.region_people import REGION_PEOPLE, read_region_people
from training.region.terms import RegionStep, StepStatus
from training.region.views.ours_of import roster_of
from training.sheets.columns import Table
from webapp.demo.city.city import City
from webapp.demo.city.filing import handed

WHO, MOST = "刘志刚", 4


def mirror_region(city: City) -> None:
    """Files of the region's, brought the day before; of the first class also two of its steps."""
    classes = _over(city)
    if not classes:
        return
    first = classes[0]
    own = [_class_line(place, each) for place, each in enumerate(classes)]
    path = _write(city, REGION_CLASSES, own)
    import_region_classes(city.session, read_region_classes(path), handed(path, city.at(-1, "15:40")))
    roster = roster_of(city.session, first)
    people = [_person_line(first, each) for each in roster[1:]]
    path = _write(city, REGION_PEOPLE, people)
    import_region_people(city.session, read_region_people(path), handed(path, city.at(-1, "15:45")))
    _note_steps(city, first)


def _over(city: City) -> Sequence[TrainingClass]:
    """The latest of the district's, the earliest of them first."""
    staff = city.who(WHO)
    rows = select(TrainingClass).where(TrainingClass.district_id == staff.district_id)
    over = rows.where(TrainingClass.ends_on < city.today).order_by(TrainingClass.starts_on.desc())
    return list(reversed(city.session.scalars(over.limit(MOST)).all()))


def _class_line(place: int, own: TrainingClass) -> dict[str, str]:
    """The last class has another number of hours there, and the one before ended a day later."""
    ends_on = own.ends_on + timedelta(days=place == MOST - 2)
    return {
        "number": _number(own),
        "name": own.name,
        "institution": own.institution.name,
        "trade": own.trade,
        "level": own.level,
        "starts": own.starts_on.isoformat(),
        "ends": ends_on.isoformat(),
        "hours": hours(own.prescribed_halves - (place == MOST - 1)),
    }


def _person_line(own: TrainingClass, each: Enrolment) -> dict[str, str]:
    return {"number": _number(own), "name": each.trainee.name, "id_number": each.trainee.id_number}


def _number(own: TrainingClass) -> str:
    return f"NM{own.starts_on:%Y%m}{own.id:04d}"


def _write(city: City, table: Table, lines: Sequence[dict[str, str]]) -> Path:
    """Those columns that the lines fill, under their own titles."""
    path, fields = city.folder / f"{table.title}.csv", list(lines[0])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([table.title_of(each) for each in fields])
        writer.writerows([each[name] for name in fields] for each in lines)
    return path


def _note_steps(city: City, own: TrainingClass) -> None:
    staff, at = city.who(WHO), city.at(-1, "16:00")
    for step, days in ((RegionStep.OPENING, 0), (RegionStep.CLOSING, 3)):
        day = min((own.starts_on if days == 0 else own.ends_on) + timedelta(days=days), city.day(-1))
        said = StepSaid(step, StepStatus.PASSED, day, f"NMKS{own.id:05d}{days}")
        note_step(city.session, staff, own, said, now=at)
