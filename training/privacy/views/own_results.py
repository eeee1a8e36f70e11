from typing import Any

from sqlalchemy import Select, select

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import (
    BackCheck,
    BackCheckTry,
    FollowUp,
    FollowUpAnswer,
    FollowUpProof,
)
from training.records.results import ExamMark, QualifiedList, QualifiedPerson


def own_results(who: int) -> dict[str, Select[Any]]:
    """By the names of the parts of the copy."""
    return {
        "exam_marks": _marks(who),
        "results": _results(who),
        "follow_ups": _follow_ups(who),
        "back_check_tries": _tries(who),
    }


def _results(who: int) -> Select[Any]:
    """What lists of the qualified say of this trainee, of every version."""
    own, whole = QualifiedPerson, QualifiedList
    said = (own.credited_halves, own.needed_halves, own.proposal, own.decision, own.reason)
    columns: tuple[Any, ...] = (TrainingClass.class_number, whole.version, *said, whole.approved_at)
    rows = select(*columns).select_from(own).join(whole, own.list_id == whole.id)
    whose = rows.join(Enrolment, own.enrolment_id == Enrolment.id)
    of_class = whose.join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    return of_class.where(Enrolment.trainee_id == who).order_by(own.id)


def _marks(who: int) -> Select[Any]:
    """Marks of examinations, the earlier ones too."""
    own = ExamMark
    noted = (own.theory_tenths, own.practice_tenths, own.noted_by, own.noted_at)
    columns: tuple[Any, ...] = (TrainingClass.class_number, *noted)
    rows = select(*columns).select_from(own).join(Enrolment, own.enrolment_id == Enrolment.id)
    of_class = rows.join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    return of_class.where(Enrolment.trainee_id == who).order_by(own.id)


def _follow_ups(who: int) -> Select[Any]:
    """What was answered of this trainee and by whom, and what the city heard when it asked again."""
    own, step, proof, again = FollowUpAnswer, FollowUp, FollowUpProof, BackCheck
    said = (own.status, own.employer, own.credit_code, own.job, own.since, own.source, own.asked_on)
    told = (own.note, own.answered_by, own.answered_at)
    kept = (proof.media_type, proof.size, proof.sha256, proof.purged_at)
    asked = (
        again.status.label("status_again"),
        again.employer.label("employer_again"),
        again.since.label("since_again"),
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


def _tries(who: int) -> Select[Any]:
    """When the city called in vain, of back-checks that have ended."""
    own, step, answer, again = BackCheckTry, FollowUp, FollowUpAnswer, BackCheck
    columns: tuple[Any, ...] = (TrainingClass.class_number, step.after_days)
    tried = (own.tried_on, own.tried_by, own.note)
    rows = select(*columns, *tried).select_from(own).join(again, again.answer_id == own.answer_id)
    steps = rows.join(answer, answer.id == own.answer_id).join(step, step.id == answer.follow_up_id)
    of_person = steps.join(Enrolment, Enrolment.id == step.enrolment_id)
    of_class = of_person.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return of_class.where(Enrolment.trainee_id == who).order_by(own.id)
