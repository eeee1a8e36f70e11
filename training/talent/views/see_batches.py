"""The ledger of files for the talent platform, as far as somebody of the office sees it (R18)."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.lists.places import districts_to_choose
from training.classes.views.within import within, within_class
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.page_of import Order
from training.notice.permissions import Permission
from training.people.views.restricted import has_restriction
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.talent import (
    TalentBatch,
    TalentDropping,
    TalentEntry,
    TalentFailure,
    TalentRow,
)
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.terms import Result
from training.sheets.lists import list_text
from training.talent.rules.batch_list import VIEW, BatchView, batch_offer
from training.talent.rules.entering import BatchDropped, FileIsOld
from training.talent.rules.rows import HEADINGS, Candidate, cells_of, lines_of
from training.talent.views.talent_rows import is_in_force, talent_rows
from training.talent.views.to_export import IS_LOST

IS_ENTERED = exists().where(TalentEntry.batch_id == TalentBatch.id)
IS_DROPPED = exists().where(TalentDropping.batch_id == TalentBatch.id)
CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    BatchView.MADE: ~IS_ENTERED & ~IS_DROPPED,
    BatchView.ENTERED: IS_ENTERED,
    BatchView.DROPPED: IS_DROPPED,
    BatchView.ALL: true(),
}


def offered_batches(session: Session, staff: Staff) -> Offer:
    return batch_offer(districts_to_choose(session, staff, Permission.SEE_TALENT))


def listed_batches(staff: Staff, listing: Listing, now: datetime) -> Select[TalentBatch]:
    rows = _seen(staff, Permission.SEE_TALENT).where(CONDITIONS[listing.of(VIEW) or BatchView.ALL])
    if district := listing.of(DISTRICT):
        rows = rows.where(TalentBatch.district_id == int(district))
    words = (TalentBatch.number.icontains(each, autoescape=True) for each in listing.search.split())
    return rows.where(*words).options(*WHOLE)


def order_of_batches(listing: Listing) -> Order:
    return Order((TalentBatch.made_at, TalentBatch.id), listing.is_descending)


def failed_in(session: Session, batches: list[int]) -> dict[int, int]:
    """How many lines of each batch the platform did not take."""
    rows = select(TalentRow.batch_id, func.count()).join(TalentFailure, TalentFailure.row_id == TalentRow.id)
    found = session.execute(rows.where(TalentRow.batch_id.in_(batches)).group_by(TalentRow.batch_id))
    return {key: count for key, count in found}


def see_batch(session: Session, staff: Staff, public_id: UUID, permission: Permission) -> TalentBatch:
    """With its lines and their people, if this person may do so with it; raises NotFound."""
    people = selectinload(TalentBatch.lines).joinedload(TalentRow.enrolment).joinedload(Enrolment.trainee)
    failures = selectinload(TalentBatch.lines).joinedload(TalentRow.failure)
    removals = selectinload(TalentBatch.lines).joinedload(TalentRow.removal)
    own = _seen(staff, permission).where(TalentBatch.public_id == public_id)
    found = session.scalars(own.options(*WHOLE, people, failures, removals)).one_or_none()
    if found is None:
        raise NotFound("这一批导出")
    return found


def file_of(session: Session, own: TalentBatch) -> list[tuple[str, ...]]:
    """The rows of the very file that was made; `own` has its lines.

    When its term is over they are made from what is known.
    Raises BatchDropped, and FileIsOld where somebody in it is restricted or another file would come out.
    """
    if own.dropping is not None:
        raise BatchDropped
    order = [each.enrolment_id for each in own.lines]
    people = _kept(session, own) or _as_known(session, own)
    rows = lines_of([people[key] for key in order if key in people], own.number)
    if len(rows) < len(order) or sha256(list_text(HEADINGS, rows)).hexdigest() != own.sha256:
        raise FileIsOld(len(order) - len(rows))
    return rows


def _kept(session: Session, own: TalentBatch) -> dict[int, Candidate]:
    """By enrolment, but for whoever is restricted by now."""
    kept = {each.enrolment_id: each.cells for each in own.lines if each.cells is not None}
    rows = select(Enrolment.id).join(Trainee, Trainee.id == Enrolment.trainee_id)
    restricted = set(session.scalars(rows.where(Enrolment.id.in_(kept), has_restriction())))
    return {key: Candidate(key, cells_of(text)) for key, text in kept.items() if key not in restricted}


def _as_known(session: Session, own: TalentBatch) -> dict[int, Candidate]:
    digests = {each.enrolment_id: each.row_sha256 for each in own.lines}
    people = talent_rows(session, own.district_id, list(digests))
    return {each.enrolment_id: each for each in people if each.digest == digests[each.enrolment_id]}


def is_entered(session: Session, own: TalentBatch) -> bool:
    """Asked anew, after a turn was waited for."""
    return session.scalar(select(TalentEntry.id).where(TalentEntry.batch_id == own.id)) is not None


def is_dropped(session: Session, own: TalentBatch) -> bool:
    """Likewise."""
    return session.scalar(select(TalentDropping.id).where(TalentDropping.batch_id == own.id)) is not None


def waiting_lists(staff: Staff) -> Select[QualifiedList]:
    """Lists that count, of whose qualified people the platform has somebody by no file."""
    lacks = ~exists().where(TalentRow.enrolment_id == QualifiedPerson.enrolment_id, ~IS_LOST)
    somebody = (
        select(QualifiedPerson.list_id)
        .join(Enrolment, Enrolment.id == QualifiedPerson.enrolment_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(QualifiedPerson.decision == Result.QUALIFIED, lacks, ~has_restriction())
    )
    rows = select(QualifiedList).join(TrainingClass, TrainingClass.id == QualifiedList.class_id)
    mine = within_class(staff, Permission.EXPORT_TALENT), is_in_force(), QualifiedList.id.in_(somebody)
    return rows.where(*mine).options(joinedload(QualifiedList.training_class))


def waiting_batches(staff: Staff) -> Select[TalentBatch]:
    """Files that nobody has said to be entered."""
    return _seen(staff, Permission.EXPORT_TALENT).where(~IS_ENTERED, ~IS_DROPPED).options(*WHOLE)


def _seen(staff: Staff, permission: Permission) -> Select[TalentBatch]:
    return select(TalentBatch).where(within(staff, permission, district=TalentBatch.district_id))


WHOLE = (
    joinedload(TalentBatch.district),
    joinedload(TalentBatch.entry),
    joinedload(TalentBatch.dropping),
)
