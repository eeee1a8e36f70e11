from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.classes.acts.change_phone import change_phone
from training.classes.views.judge_roster import Judgement
from training.records.classes.trainees import Enrolment, Trainee
from training.sheets.hand_in import OpenImport


def record_judged(
    session: Session, judgements: Sequence[Judgement], into: OpenImport, joined_on: Mapping[int, date]
) -> None:
    """Enrol whoever is new, from the day that `joined_on` tells of the class; write what else lines bring."""
    good = [judgement for judgement in judgements if judgement.is_good]
    _add_trainees(session, [judgement for judgement in good if judgement.trainee_id is None])
    _add_enrolments(session, [judgement for judgement in good if judgement.is_new], into, joined_on)
    for judgement in good:
        if judgement.brings_number:
            enrolment = session.get_one(Enrolment, judgement.enrolment_id)
            enrolment.attendance_number = judgement.row.attendance_number
        if judgement.brings_phone:
            _move(session, judgement, into)


def _add_trainees(session: Session, judgements: list[Judgement]) -> None:
    # One person may stand in two classes of one file: the first line makes the person, the others use it.
    first_lines: dict[bytes, Judgement] = {}
    for judgement in judgements:
        first_lines.setdefault(judgement.id_number_index, judgement)
    if not first_lines:
        return
    rows = [_trainee(judgement) for judgement in first_lines.values()]
    made = session.connection().execute(insert(Trainee).returning(Trainee.id, Trainee.id_number_index), rows)
    ids = {index: trainee_id for trainee_id, index in made}
    for judgement in judgements:
        judgement.trainee_id = ids[judgement.id_number_index]


def _trainee(judgement: Judgement) -> dict[str, object]:
    row = judgement.row
    return {
        "public_id": uuid4(),
        "name": row.name,
        "sex": row.sex,
        "id_number": row.id_number,
        "id_number_index": judgement.id_number_index,
        "phone": row.phone,
        "phone_index": judgement.phone_index,
        "bank_card": row.bank_card,
        "bank_card_index": row.bank_card,
        "category": row.category or "",
        "education": row.education or "",
    }


def _add_enrolments(
    session: Session, judgements: list[Judgement], into: OpenImport, joined_on: Mapping[int, date]
) -> None:
    if not judgements:
        return
    rows = [
        {
            "public_id": uuid4(),
            "class_id": judgement.class_id,
            "trainee_id": judgement.trainee_id,
            "attendance_number": judgement.row.attendance_number,
            "batch_id": into.batch_id,
            "joined_on": joined_on[judgement.class_id],
        }
        for judgement in judgements
    ]
    session.connection().execute(insert(Enrolment), rows)


def _move(session: Session, judgement: Judgement, into: OpenImport) -> None:
    trainee = session.get_one(Trainee, judgement.trainee_id)
    change_phone(session, trainee, judgement.row.phone, into.batch_id, now=into.file.handed_at)
