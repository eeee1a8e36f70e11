"""Who was handed on and is qualified no more: no file says that to the platform, so people do (R18)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.exchange.talent import TalentBatch, TalentRow
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.terms import Result
from training.talent.views.talent_rows import is_in_force


def ceased_in(session: Session, own: TalentBatch) -> set[int]:
    """The keys of the lines of this file whose people are to be taken out."""
    return set(session.scalars(select(TalentRow.id).where(TalentRow.batch_id == own.id, has_ceased())))


def count_ceased(session: Session, batches: Sequence[int]) -> dict[int, int]:
    """The same for several files, as numbers; a file of which everybody is good is not in it."""
    rows = select(TalentRow.batch_id, func.count()).where(TalentRow.batch_id.in_(batches), has_ceased())
    return {key: count for key, count in session.execute(rows.group_by(TalentRow.batch_id))}


def batches_to_mend(staff: Staff) -> Select[TalentBatch]:
    """Files with such people, of whoever says that they are out."""
    some = select(TalentRow.batch_id).where(has_ceased())
    mine = within(staff, Permission.EXPORT_TALENT, district=TalentBatch.district_id)
    return select(TalentBatch).where(mine, TalentBatch.id.in_(some))


def has_ceased() -> ColumnElement[bool]:
    """Of the `TalentRow` of a query: the platform has the person by it, and no list that counts has."""
    later = aliased(TalentRow)
    newer = later.enrolment_id == TalentRow.enrolment_id, later.ordinal > TalentRow.ordinal
    # What never reached the platform leaves there what the line before it brought.
    reached = ~later.failure.has(), ~later.batch.has(TalentBatch.dropping.has())
    is_last = ~exists().where(*newer, *reached)
    is_there = ~TalentRow.failure.has() & ~TalentRow.removal.has()
    is_there &= ~TalentRow.batch.has(TalentBatch.dropping.has())
    good = (
        select(QualifiedPerson.id)
        .join(QualifiedList, QualifiedList.id == QualifiedPerson.list_id)
        .where(QualifiedPerson.enrolment_id == TalentRow.enrolment_id)
        .where(QualifiedPerson.decision == Result.QUALIFIED, is_in_force())
        .correlate(TalentRow)
        .exists()
    )
    return is_last & is_there & ~good
