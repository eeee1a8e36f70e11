"""By which way the punches came that count: read beside them, as a flat number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from training.attendance.rules.sources import Origins, origin_of_punch, surest
from training.attendance.terms import Origin, Source, WaitsFor
from training.attendance.views.late.crediting import counts
from training.classes.views.device_names import is_on_machine
from training.notice.clock import SHANGHAI
from training.records.attendance.late import PunchRelease
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision, NumberMatchUndoing
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

Punches = Select[str, datetime, Source | None, WaitsFor | None, int | None, Source | None, bool]


def origins_of(session: Session, enrolment: Enrolment) -> Origins:
    """Of one person in one class."""
    number = enrolment.attendance_number or ""
    own = _punches(enrolment.training_class).where(Punch.number == number)
    return _read(session, own).get(number, {})


def origins_of_class(session: Session, own: TrainingClass) -> Mapping[str, Origins]:
    """Of everybody of a class, by attendance number."""
    numbers = select(Enrolment.attendance_number).where(Enrolment.class_id == own.id)
    return _read(session, _punches(own).where(Punch.number.in_(numbers)))


def _punches(own: TrainingClass) -> Punches:
    """What came again, and counts for it, is known by the batch in which it came so."""
    # Of its own names: the condition of what counts looks into the same tables.
    batch, release, again = aliased(ImportBatch), aliased(PunchRelease), aliased(ImportBatch)
    came = (Punch.number, Punch.punched_at, batch.source, batch.waits_for, again.id, again.source)
    first = datetime.combine(own.starts_on, time(), SHANGHAI)
    after = datetime.combine(own.ends_on + timedelta(days=1), time(), SHANGHAI)
    punches = (
        select(*came, _was_matched(own))
        .join(batch, Punch.batch_id == batch.id)
        .outerjoin(release, release.punch_id == Punch.id)
        .outerjoin(again, release.batch_id == again.id)
        .where(Punch.institution_id == own.institution_id, counts())
        .where(Punch.punched_at >= first, Punch.punched_at < after)
    )
    return punches.where(is_on_machine(own)) if own.attendance_device else punches


def _was_matched(own: TrainingClass) -> ColumnElement[bool]:
    """That the number became somebody's of the class by a match, after the punch was made."""
    match, decision = NumberMatch, NumberMatchDecision
    by_then = or_(
        and_(match.is_at_once.is_(True), match.asked_at > Punch.punched_at),
        and_(decision.is_approved.is_(True), decision.decided_at > Punch.punched_at),
    )
    found = select(match.id).outerjoin(match.decision).outerjoin(match.undoing)
    stands = found.where(match.class_id == own.id, NumberMatchUndoing.id.is_(None), by_then)
    return stands.where(match.new_number == Punch.number).exists()


def _read(session: Session, punches: Punches) -> dict[str, dict[datetime, Origin]]:
    table: dict[str, dict[datetime, Origin]] = defaultdict(dict)
    for number, punched_at, source, waits_for, again, source_again, is_matched in session.execute(punches):
        came = source if again is None else source_again
        has_waited = again is None and waits_for is not None
        origin = origin_of_punch(came, has_waited=has_waited, is_matched=is_matched)
        of_number = table[number]
        of_number[punched_at] = surest((origin, of_number.get(punched_at, origin)))
    return table
