"""Of one trainee: what files of other offices say, and what was handed to the talent platform (R18, R19)."""

from typing import Any

from sqlalchemy import Select, func, select

from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.region import Difference, DifferenceSettling, RegionRow
from training.records.exchange.talent import (
    TalentBatch,
    TalentDropping,
    TalentEntry,
    TalentFailure,
    TalentRemoval,
    TalentRow,
)
from training.records.subsidies.compared import ComparedList, ComparedPerson


def own_exchange(who: int) -> dict[str, Select[Any]]:
    """By the name of the part. Whose a line of theirs is, its ID number says, whatever the class."""
    return {
        "compared_lists": _compared(who),
        "talent_exports": _exports(who),
        "region_rows": _rows(who),
        "region_differences": _differences(who),
    }


def _rows(who: int) -> Select[Any]:
    own = RegionRow
    columns: tuple[Any, ...] = (own.region_number.label("number"), own.values.label("text"))
    rows = select(*columns, ImportBatch.imported_at).select_from(own)
    rows = rows.join(ImportBatch, ImportBatch.id == own.batch_id)
    digest = select(Trainee.id_number_index).where(Trainee.id == who).scalar_subquery()
    return rows.where(own.id_number_index == digest).order_by(own.id)


def _differences(who: int) -> Select[Any]:
    own, ended = Difference, DifferenceSettling
    said: tuple[Any, ...] = (own.field.label("item"), own.theirs, own.ours, own.found_at.label("recorded_at"))
    rows = select(TrainingClass.class_number, *said, ended.how.label("result"), ended.settled_at)
    whose = rows.select_from(own).join(Enrolment, Enrolment.id == own.enrolment_id)
    whole = whose.join(TrainingClass, TrainingClass.id == Enrolment.class_id).outerjoin(own.settling)
    return whole.where(Enrolment.trainee_id == who).order_by(own.id)


def _exports(who: int) -> Select[Any]:
    """In which files for the talent platform this trainee stood, and since when it has them."""
    batch, entry, failure = TalentBatch, TalentEntry, TalentFailure
    dropped, removal = TalentDropping, TalentRemoval
    why = func.coalesce(failure.reason, dropped.reason).label("reason")
    said = (batch.number, batch.made_at.label("filed_at"), entry.entered_on.label("day"), why)
    place = (TalentRow.position.label("line"), TrainingClass.class_number)
    columns: tuple[Any, ...] = (*place, *said, removal.noted_at.label("withdrawn_at"))
    rows = select(*columns).select_from(TalentRow)
    whole = rows.join(batch, batch.id == TalentRow.batch_id).outerjoin(entry).outerjoin(failure)
    whole = whole.outerjoin(dropped).outerjoin(removal)
    own = whole.join(Enrolment, Enrolment.id == TalentRow.enrolment_id)
    with_class = own.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return with_class.where(Enrolment.trainee_id == who).order_by(TalentRow.id)


def _compared(who: int) -> Select[Any]:
    """On which lists to compare with, of which day; one that was withdrawn with the day of that."""
    own, person = ComparedList, ComparedPerson
    said: tuple[Any, ...] = (own.kind, own.source.label("office"), own.as_of, own.withdrawn_at)
    rows = select(*said, person.from_day, person.until_day, ImportBatch.imported_at).select_from(person)
    rows = rows.join(own, own.id == person.list_id).join(ImportBatch, ImportBatch.id == own.batch_id)
    digest = select(Trainee.id_number_index).where(Trainee.id == who).scalar_subquery()
    return rows.where(person.id_number_index == digest).order_by(person.id)
