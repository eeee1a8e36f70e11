from typing import Any

from sqlalchemy import Select, select

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, FollowUp, FollowUpAnswer, FollowUpProof


def own_follow_ups(who: int) -> Select[Any]:
    """What was answered of this trainee and by whom, and what the city heard when it asked again."""
    own, step, proof, again = FollowUpAnswer, FollowUp, FollowUpProof, BackCheck
    said = (own.status, own.employer, own.credit_code, own.job, own.since, own.source, own.asked_on)
    told = (own.note, own.answered_by, own.answered_at)
    kept = (proof.media_type, proof.size, proof.sha256, proof.purged_at)
    asked = (
        again.status.label("status_again"),
        again.agrees,
        again.note.label("note_again"),
        again.checked_by,
        again.checked_at,
    )
    columns: tuple[Any, ...] = (
        *(TrainingClass.class_number, step.after_days, step.due_on, step.dropped_at),
        *said,
        *told,
        *kept,
        *asked,
    )
    rows = select(*columns).select_from(step).join(Enrolment, step.enrolment_id == Enrolment.id)
    of_class = rows.join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    answered = of_class.outerjoin(own, own.follow_up_id == step.id)
    with_proof = answered.outerjoin(proof, proof.answer_id == own.id)
    whole = with_proof.outerjoin(again, again.answer_id == own.id)
    return whole.where(Enrolment.trainee_id == who).order_by(step.id, own.ordinal)
