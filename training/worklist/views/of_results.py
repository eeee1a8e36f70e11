"""结业: classes to be judged, verdicts and lists that want a second signature, and lists to be made; answers
that the city asks again, and those of which it was told otherwise (复核回访, R56)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.follow_ups.views.back_checks import disagreements, waiting_back_checks
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.follow_ups.follow_ups import BackCheck, FollowUpAnswer
from training.records.results import ClassVerdict, QualifiedList
from training.records.staff.staff import Staff
from training.results.views.to_judge import reopened_verdicts, ripe_classes
from training.results.views.waiting_results import (
    list_signatures,
    verdict_signatures,
    verdicts_without_list,
)
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def work_of_reopened(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """待重新评估: whether a fingerprint fits no database can say, so these are no queue."""
    if may(staff.role, Permission.SIGN_RESULTS):
        for each in reopened_verdicts(session, staff, now=now):
            mark = Mark(None, each.signed_at, WorkKind.REOPENED, str(each.id))
            what = f"评估为{each.verdict}以后情况有变化"
            yield _work(each.training_class, mark, what, "去重新评估")


def _judge(own: TrainingClass, mark: Mark) -> Work:
    return _work(own, mark, "已结业，待评估", "去评估")


def _second(own: ClassVerdict, mark: Mark) -> Work:
    return _work(own.training_class, mark, f"评估为{own.verdict}，待第二人签字", "去签字")


def _second_of_list(own: QualifiedList, mark: Mark) -> Work:
    return _work(own.training_class, mark, f"第 {own.version} 版合格名单待第二人签字", "去签字")


def _list(own: ClassVerdict, mark: Mark) -> Work:
    return _work(own.training_class, mark, "评估合格，待确认合格名单", "去确认")


def _work(own: TrainingClass, mark: Mark, what: str, verb: str) -> Work:
    note = f"{own.institution.name}，{own.ends_on:%m-%d} 结业"
    return Work(mark, f"{named(own)}{what}", note, verb, WorkPlace.RESULT, own.public_id)


OF_RESULTS = (
    Queue(
        WorkKind.TO_JUDGE,
        Permission.SIGN_RESULTS,
        ripe_classes,
        TrainingClass.id,
        TrainingClass.ends_on,
        _judge,
        is_last_day=True,
    ),
    Queue(
        WorkKind.VERDICT,
        Permission.SIGN_RESULTS,
        lambda staff, today: verdict_signatures(staff),
        ClassVerdict.id,
        ClassVerdict.signed_at,
        _second,
    ),
    Queue(
        WorkKind.LIST,
        Permission.SIGN_RESULTS,
        lambda staff, today: list_signatures(staff),
        QualifiedList.id,
        QualifiedList.signed_at,
        _second_of_list,
    ),
    Queue(
        WorkKind.TO_LIST,
        Permission.SIGN_RESULTS,
        lambda staff, today: verdicts_without_list(staff),
        ClassVerdict.id,
        ClassVerdict.signed_at,
        _list,
    ),
)


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
        waiting_back_checks,
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
