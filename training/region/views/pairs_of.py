"""Which of our classes a line of the region's file is about, where no number says it (R05)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.notice.identity import compact
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.exchange.region import RegionNumber
from training.region.sheets.region_lines import RegionLine
from training.region.terms import Field

Key = tuple[str, str, str]
"""Name, institution and first day: by these a class is the same where no number is noted yet."""


def pairs_of(session: Session, lines: Sequence[RegionLine], district: int | None) -> dict[str, TrainingClass]:
    """By number, where exactly one of our unnumbered classes and one line are alike."""
    ours: dict[Key, list[TrainingClass]] = defaultdict(list)
    days = {day for each in lines if (day := first_day_of(each)) is not None}
    live = select(RegionNumber.class_id).where(RegionNumber.live_number.is_not(None))
    rows = _within(district).where(TrainingClass.starts_on.in_(days), TrainingClass.id.not_in(live))
    for own in session.scalars(rows) if days else ():
        ours[compact(own.name), compact(own.institution.name), own.starts_on.isoformat()].append(own)
    theirs: dict[Key, list[RegionLine]] = defaultdict(list)
    for each in lines:
        theirs[_key(each)].append(each)
    pairs = ((theirs[key], ours[key]) for key in theirs if key in ours)
    return {own[0].number: classes[0] for own, classes in pairs if len(own) == len(classes) == 1}


def expected_beside(
    session: Session, good: Sequence[RegionLine], ours: Sequence[TrainingClass]
) -> Sequence[TrainingClass]:
    """Ours of the districts and the span of first days that the file is about: none may be missing."""
    days = [day for each in good if (day := first_day_of(each)) is not None]
    places = {own.district_id for own in ours}
    if not days or not places:
        return ()
    rows = _within(None).where(TrainingClass.district_id.in_(places))
    return session.scalars(rows.where(TrainingClass.starts_on.between(min(days), max(days)))).all()


def districts_of_schools(session: Session, district: int | None) -> dict[str, int]:
    """By the compact name of every institution that a district looks after.

    To `district` belong those too that teach there, though another looks after them; None: of a whole city.
    """
    rows = select(Institution.name, District.id).join(Institution.district)
    homes = {compact(name): key for name, key in session.execute(rows)}
    if district is None:
        return homes
    here = select(Institution.name).join(TrainingClass, TrainingClass.institution_id == Institution.id)
    names = session.scalars(here.where(TrainingClass.district_id == district).distinct())
    return homes | {compact(name): district for name in names}


def _within(district: int | None) -> Select[TrainingClass]:
    rows = select(TrainingClass).join(TrainingClass.institution)
    rows = rows.options(joinedload(TrainingClass.institution)).order_by(TrainingClass.id)
    return rows if district is None else rows.where(TrainingClass.district_id == district)


def _key(line: RegionLine) -> Key:
    said = line.values
    name, institution = (compact(said.get(each, "")) for each in (Field.CLASS_NAME, Field.INSTITUTION))
    return name, institution, said.get(Field.STARTS, "")


def first_day_of(line: RegionLine) -> date | None:
    said = line.values.get(Field.STARTS, "")
    return date.fromisoformat(said) if said else None
