"""Reasons that a reviewer may pick, in words for the trainee: what is wrong and what to do."""

import re
from collections.abc import Iterable

from training.claims.rules.c1_papers import ILLEGIBLE, OF_ANOTHER
from training.claims.terms import PaperKind
from training.notice.identity import compact

CHINESE_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”）]),\s*")

FOR_ALL = (ILLEGIBLE, OF_ANOTHER, "没有拍全，四个角都要拍到。", "照片拍错了，请换成这一栏要的材料。")
READY_REASONS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.LICENCE: (
        *FOR_ALL,
        "准驾车型不是 C1，不能申领。",
        "初次领证日期早于开班日期。",
        "驾驶证已过期。",
    ),
    PaperKind.RIDE_HAIL: (*FOR_ALL, "这是运输证（车辆的），请交网约车驾驶员证（人的）。", "证件已过期。"),
    PaperKind.TAXI: (*FOR_ALL, "证件已过期。"),
    PaperKind.CONTRACT: (*FOR_ALL, "没有双方签字盖章。", "岗位不是汽车驾驶员。", "合同已到期。"),
    PaperKind.WAGE_SLIP: (*FOR_ALL, "月份不够，请补齐。", "看不出是工资（缺单位名称或摘要）。"),
    PaperKind.OTHER: (*FOR_ALL, "不能证明您在做驾驶工作，请换一种就业证明。"),
}
REJECTIONS = (
    "驾驶证不是这次培训取得的，不符合申领条件。",
    "准驾车型不是 C1，不符合申领条件。",
    "没有在驾驶岗位就业，不符合申领条件。",
    "同一工种已享受过培训补贴。",
)
SEND_BACKS = (
    "材料上的内容与所填不一致，请重新核对。",
    "看不清的材料不能通过，请退回重拍。",
    "就业证明不足，请重新审核。",
)


def as_trainees_read(said: str, ready: Iterable[str]) -> str:
    """A chat makes signs narrow and drops the last: the ready reason that it was, or Chinese commas."""
    known = {_bare(each): each for each in ready}
    return known.get(_bare(said), CHINESE_COMMA.sub("，", said))


def _bare(reason: str) -> str:
    return compact(reason).rstrip("。.")
