"""Of one trainee: on which lists to compare with the person was found, of which day (R19, R58)."""

from typing import Any

from sqlalchemy import Select, select

from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Trainee
from training.records.subsidies.compared import ComparedList, ComparedPerson


def own_compared(who: int) -> Select[Any]:
    """Whose a line is, its index says; a list that was withdrawn is told with the day of that."""
    own = ComparedList
    said: tuple[Any, ...] = (own.kind, own.source.label("office"), own.as_of, own.withdrawn_at)
    period: tuple[Any, ...] = (ComparedPerson.from_day, ComparedPerson.until_day)
    rows = select(*said, *period, ImportBatch.imported_at).select_from(ComparedPerson)
    rows = rows.join(own, own.id == ComparedPerson.list_id).join(ImportBatch, ImportBatch.id == own.batch_id)
    digest = select(Trainee.id_number_index).where(Trainee.id == who).scalar_subquery()
    return rows.where(ComparedPerson.id_number_index == digest).order_by(ComparedPerson.id)
