"""Everything that is stored about a trainee, for the trainee to take along (个人信息保护法第四十五条)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from training.attendance.views.late.crediting import counts
from training.attendance.views.progress_of import enrolments_of, progress_of
from training.attendance.views.viewers_of import viewers_of
from training.classes.views.device_names import is_on_machine
from training.notice.clock import SHANGHAI, shanghai_day
from training.privacy.rules.own_copy import document, without_secrets
from training.privacy.views.own_rows import own_rows
from training.privacy.views.see_personal_data import see_personal_data
from training.records.attendance.punches import Punch, WatchRecord
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment, Trainee

Rows = list[dict[str, Any]]
ONE_DAY = timedelta(days=1)


def copy_personal_data(session: Session, trainee_id: int, *, now: datetime) -> dict[str, object]:
    """`own_copy.document` of this trainee: unmasked but for third persons, nothing of anybody else.

    So many statements and some for each class and each meeting of a check in it, however many rows there are.
    """
    enrolments = enrolments_of(session, trainee_id, shanghai_day(now))
    parts = {name: _rows(session, rows) for name, rows in own_rows(trainee_id).items()}
    parts["messages"] = [_told(each) for each in parts["messages"]]
    parts["punches"] = _punches(session, enrolments)
    parts["hours"] = [_hours(session, each, now) for each in enrolments]
    parts["watching"] = [row for each in enrolments for row in _watching(session, each)]
    parts["meetings"] = _meetings(session, trainee_id, now)
    return document(parts, session.get_one(Trainee, trainee_id).name, now)


def _rows(session: Session, rows: Any) -> Rows:
    return [dict(each) for each in session.execute(rows).mappings()]


def _told(message: Mapping[str, Any]) -> dict[str, Any]:
    said = message["parameters"]
    return {**message, "parameters": without_secrets(json.loads(said)) if said else None}


def _punches(session: Session, enrolments: Sequence[Enrolment]) -> Rows:
    """Those of the own number while the class ran; before and after it the number was another's."""
    where_from = (Punch.device, Punch.verify, counts().label("counts"), ImportBatch.imported_at, Punch.line)
    rows = select(Punch.punched_at, *where_from).join(ImportBatch, Punch.batch_id == ImportBatch.id)
    own = or_(false(), *(_is_punch_of(each) for each in enrolments if each.attendance_number))
    return _rows(session, rows.where(own).order_by(Punch.punched_at, Punch.id))


def _is_punch_of(enrolment: Enrolment) -> ColumnElement[bool]:
    own = enrolment.training_class
    first = datetime.combine(own.starts_on, time(), SHANGHAI)
    after = datetime.combine(own.ends_on + ONE_DAY, time(), SHANGHAI)
    number = (Punch.institution_id == own.institution_id, Punch.number == enrolment.attendance_number)
    days = (Punch.punched_at >= first, Punch.punched_at < after)
    return and_(*number, *days, *((is_on_machine(own),) if own.attendance_device else ()))


def _hours(session: Session, enrolment: Enrolment, now: datetime) -> dict[str, Any]:
    progress = progress_of(session, enrolment, now).progress
    return {
        "class_number": enrolment.training_class.class_number,
        "state": progress.state,
        "credited_class_hours": progress.credited_halves / 2,
        "prescribed_class_hours": progress.prescribed_halves / 2,
    }


def _watching(session: Session, enrolment: Enrolment) -> Iterator[dict[str, Any]]:
    """Spans of the own phone, or of a name that nobody else in the class has."""
    trainee, own = enrolment.trainee, enrolment.training_class
    said = (WatchRecord.phone_index, WatchRecord.name, WatchRecord.entered_at, WatchRecord.left_at)
    may_be = or_(WatchRecord.phone_index == trainee.phone_index, WatchRecord.name == trainee.name)
    rows = select(*said).where(WatchRecord.class_id == own.id, may_be).order_by(WatchRecord.id)
    viewers = viewers_of(session, own.id)
    for phone_index, name, entered_at, left_at in session.execute(rows):
        if viewers.owner(phone_index, name) == enrolment.id:
            yield {"class_number": own.class_number, "entered_at": entered_at, "left_at": left_at}


def _meetings(session: Session, trainee_id: int, now: datetime) -> Rows:
    """As 我的信息 tells them: whoever was in is told by account, phone or name."""
    return [
        {
            "class_name": each.class_name,
            "joined_at": each.joined_at,
            "left_at": each.left_at,
            "stayed_seconds": int(each.stayed.total_seconds()),
        }
        for each in see_personal_data(session, trainee_id, now=now).stays
    ]
