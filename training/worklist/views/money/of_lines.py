"""补贴核定: classes whose list nobody has judged, and judgements that want a second signature (R19)."""

from training.eligibility.views.waiting import judgements_for_second, lists_to_judge
from training.notice.permissions import Permission
from training.records.results import QualifiedList
from training.records.subsidies.lines import SubsidyJudgement
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _judge(own: QualifiedList, mark: Mark) -> Work:
    about = own.training_class
    note = f"{about.institution.name}，第 {own.version} 版名单已确认"
    return Work(mark, f"{named(about)}待核定补贴", note, "去核定", WorkPlace.LINES, about.public_id)


def _second(own: SubsidyJudgement, mark: Mark) -> Work:
    about = own.training_class
    note = f"{own.signed_by}核定，其中有另定为可补贴的"
    return Work(mark, f"{named(about)}补贴待第二人签字", note, "去签字", WorkPlace.LINES, about.public_id)


OF_LINES = (
    Queue(
        WorkKind.LINES,
        Permission.JUDGE_LINES,
        lambda staff, today: lists_to_judge(staff),
        QualifiedList.id,
        QualifiedList.approved_at,
        _judge,
    ),
    Queue(
        WorkKind.SECOND_OF_LINES,
        Permission.JUDGE_LINES,
        lambda staff, today: judgements_for_second(staff),
        SubsidyJudgement.id,
        SubsidyJudgement.signed_at,
        _second,
    ),
)
