"""Answers that the city asks again, and those of which it was told otherwise (复核回访, R56)."""

from training.follow_ups.views.back_checks import disagreements, waiting_back_checks
from training.notice.permissions import Permission
from training.records.follow_ups.follow_ups import BackCheck, FollowUpAnswer
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_ask(own: FollowUpAnswer, mark: Mark) -> Work:
    step = own.follow_up
    title = f"复核 {named(step.enrolment.training_class)}一名学员的 {step.after_days} 天回访"
    note = f"问 {own.asked_on} 那天的情况"
    return Work(mark, title, note, "去复核", WorkPlace.BACK_CHECK, own.public_id)


def _to_answer_anew(own: BackCheck, mark: Mark) -> Work:
    step = own.answer.follow_up
    title = f"{named(step.enrolment.training_class)}一名学员的 {step.after_days} 天回访复核不符"
    return Work(mark, title, "请重新回访", "去看", WorkPlace.BACK_CHECK, own.answer.public_id)


OF_BACK_CHECKS = (
    Queue(
        WorkKind.BACK_CHECK,
        Permission.CHECK_FOLLOW_UPS,
        lambda staff, today: waiting_back_checks(staff),
        FollowUpAnswer.id,
        FollowUpAnswer.answered_at,
        _to_ask,
    ),
    Queue(
        WorkKind.DISPROVED,
        Permission.ANSWER_FOLLOW_UPS,
        lambda staff, today: disagreements(staff),
        BackCheck.id,
        BackCheck.checked_at,
        _to_answer_anew,
    ),
)
