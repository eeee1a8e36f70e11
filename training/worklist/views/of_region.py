"""What of the region's system waits: classes of which the two systems say different things."""

from training.notice.permissions import Permission
from training.records.exchange.region import Difference
from training.region.views.see_differences import waiting_differences
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_settle(own: Difference, mark: Mark) -> Work:
    about = own.training_class
    title = (
        f"班级 {named(about)} 与自治区系统不一致" if about else f"本系统没有自治区的班 {own.region_number}"
    )
    note = f"{own.field}：自治区 {own.theirs or '没有'}，本系统 {own.ours or '没有'}"
    return Work(mark, title, note, "去核对", WorkPlace.REGION, own.public_id)


OF_REGION = (
    Queue(
        WorkKind.REGION,
        Permission.SETTLE_REGION,
        lambda staff, today: waiting_differences(staff),
        Difference.id,
        Difference.found_at,
        _to_settle,
    ),
)
