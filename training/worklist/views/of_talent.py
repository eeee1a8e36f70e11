"""What of the talent platform waits: people not handed on, files not entered, people to take out (R18)."""

from training.notice.permissions import Permission
from training.records.exchange.talent import TalentBatch
from training.records.results import QualifiedList
from training.talent.views.ceased import batches_to_mend
from training.talent.views.see_batches import waiting_batches, waiting_lists
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_export(own: QualifiedList, mark: Mark) -> Work:
    title = f"班级 {named(own.training_class)} 的合格人员还没有导出"
    return Work(mark, title, "录入供需对接平台，只导出新增和有变化的人", "去导出", WorkPlace.TALENT)


def _to_enter(own: TalentBatch, mark: Mark) -> Work:
    title = f"供需对接平台批次 {own.number} 还没有登记录入"
    return Work(mark, title, f"{own.rows} 人", "去登记", WorkPlace.TALENT_BATCH, own.public_id)


def _to_take_out(own: TalentBatch, mark: Mark) -> Work:
    title = f"供需对接平台批次 {own.number} 里有人不再合格"
    note = "合格名单更正或班级评估变了，请在平台撤下"
    return Work(mark, title, note, "去撤下", WorkPlace.TALENT_BATCH, own.public_id)


OF_TALENT = (
    Queue(
        WorkKind.TALENT,
        Permission.EXPORT_TALENT,
        lambda staff, today: waiting_lists(staff),
        QualifiedList.id,
        QualifiedList.approved_at,
        _to_export,
    ),
    Queue(
        WorkKind.TALENT,
        Permission.EXPORT_TALENT,
        lambda staff, today: waiting_batches(staff),
        TalentBatch.id,
        TalentBatch.made_at,
        _to_enter,
    ),
    Queue(
        WorkKind.TALENT,
        Permission.EXPORT_TALENT,
        lambda staff, today: batches_to_mend(staff),
        TalentBatch.id,
        TalentBatch.made_at,
        _to_take_out,
    ),
)
