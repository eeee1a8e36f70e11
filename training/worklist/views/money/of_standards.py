"""补贴标准 that wait for a second person, and lists to compare with that nobody is found on any more."""

from training.eligibility.views.compared_lists import lists_to_bring_again
from training.eligibility.views.standard_sets import waiting_sets
from training.notice.permissions import Permission
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.standards import StandardSet
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue

OF_OTHER_KEY = "索引密钥已更换，请重新导入"


def _to_agree(own: StandardSet, mark: Mark) -> Work:
    place = own.district.name if own.district else "全市"
    note = f"{own.written_by} 写的，{own.effective_from} 起开班的班用"
    title = f"{place}补贴标准第 {own.version} 版，待第二人"
    return Work(mark, title, note, "去看", WorkPlace.STANDARD_SET, own.public_id)


def _to_bring(own: ComparedList, mark: Mark) -> Work:
    title = f"比对名单（{own.kind}）{OF_OTHER_KEY}"
    return Work(
        mark, title, f"原来的截止 {own.as_of}，{own.source}", "去看", WorkPlace.COMPARED, own.public_id
    )


OF_STANDARDS = (
    Queue(
        WorkKind.STANDARDS,
        Permission.DECIDE_STANDARDS,
        lambda staff, today: waiting_sets(staff),
        StandardSet.id,
        StandardSet.written_at,
        _to_agree,
    ),
    Queue(
        WorkKind.COMPARED,
        Permission.KEEP_COMPARED,
        lambda staff, today: lists_to_bring_again(staff),
        ComparedList.id,
        ComparedList.purged_at,
        _to_bring,
    ),
)
