"""Words of handing in: what kinds of file there are, and how far an uploaded one has come."""

from collections.abc import Mapping
from enum import StrEnum


class FileKind(StrEnum):
    """文件种类: which table a file holds, as the office calls it."""

    FILING = "班级备案"
    ROSTER = "学员名册"
    CHANGES = "人员增减"
    TIMETABLE = "课程表"
    PUNCHES = "打卡记录"
    WATCHING = "直播观看记录"
    REGION = "自治区系统统计"
    PLANS = "季度计划"
    MARKS = "考核成绩"
    TEACHERS = "教师证书"
    REGION_CLASSES = "自治区班级"
    REGION_PEOPLE = "自治区学员"
    FORMER = "历史证书"
    SERIES = "证书编号序列"
    STANDARDS = "补贴标准"
    COMPARED = "比对名单"
    VOUCHERS = "培训券发放"
    FOLLOW_UPS = "就业跟踪"


OF_THE_REGION = (FileKind.REGION, FileKind.REGION_CLASSES, FileKind.REGION_PEOPLE)
"""What the region's own system exports."""
OF_BEFORE = (FileKind.FORMER, FileKind.SERIES)
"""What was issued before this system."""

OF_THE_OFFICE = (FileKind.STANDARDS, FileKind.COMPARED)
"""What an office hands in for itself, whatever school or class there is."""


class UploadState(StrEnum):
    """An uploaded file on its way: to be read, shown, to be written, written, let go, or given up
    by the reader."""

    WAITS = "待读取"
    SHOWN = "待确认"
    CONFIRMED = "待写入"
    STORED = "已导入"
    DROPPED = "已放弃"
    UNREADABLE = "读不了"

    @property
    def is_open(self) -> bool:
        return self in (UploadState.WAITS, UploadState.SHOWN, UploadState.CONFIRMED)


class PartialEnding(StrEnum):
    """What became of a file that was sent in parts: taken in by a form, given up, or never finished."""

    TAKEN = "已提交"
    GIVEN_UP = "已取消"
    EXPIRED = "已过期"


BATCH_KINDS: Mapping[str, FileKind] = {
    "filing": FileKind.FILING,
    "roster": FileKind.ROSTER,
    "roster_changes": FileKind.CHANGES,
    "timetable": FileKind.TIMETABLE,
    "punches": FileKind.PUNCHES,
    "watch": FileKind.WATCHING,
    "region": FileKind.REGION,
    "plans": FileKind.PLANS,
    "marks": FileKind.MARKS,
    "teachers": FileKind.TEACHERS,
    "region_class": FileKind.REGION_CLASSES,
    "region_people": FileKind.REGION_PEOPLE,
    "former": FileKind.FORMER,
    "series": FileKind.SERIES,
    "standards": FileKind.STANDARDS,
    "compared": FileKind.COMPARED,
    "vouchers": FileKind.VOUCHERS,
    "follow_ups": FileKind.FOLLOW_UPS,
}
"""What the batches of each kind are kept as."""
