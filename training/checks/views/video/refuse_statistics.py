"""Whether live statistics may take the place of a meeting (R35)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.sheets.statistics import StatisticsFile
from training.checks.terms import CheckMethod
from training.checks.views.find_check import find_check, refuse_act
from training.errors import Next, NotNow, NotRight
from training.notice.clock import shanghai_day
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics, MeetingFailure
from training.records.staff.staff import Staff


def refuse_unfit_statistics(session: Session, check: SpotCheck, file: StatisticsFile, day: date) -> None:
    reported = select(MeetingFailure.id).where(MeetingFailure.check_id == check.id).limit(1)
    if session.scalar(reported) is None:
        raise ReasonFirst
    days = {shanghai_day(each.entered_at) for each in file.lines}
    if days - {day}:
        raise OtherDay(days - {day}, day)
    own = check.training_class.class_number
    others = sorted({each.class_number for each in file.lines} - {"", own})
    if others:
        raise OtherClass(others[0], own)


class ReasonFirst(NotNow):
    """Statistics take the place of a meeting only where it is written why there was none."""

    leads_to = (Next.PROGRESS, Next.HELP)

    def __init__(self) -> None:
        super().__init__("请先写明视频会议为什么没能进行（会议失败 原因），再用当天的直播统计。")


class OtherDay(NotRight):
    """抽查当天: statistics of another day prove nothing of this one."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, found: Iterable[date], wanted: date):
        days = "、".join(f"{each:%m月%d日}" for each in sorted(found)[:3])
        super().__init__(f"这个文件里是 {days} 的记录，抽查当天是 {wanted:%m月%d日}；请导出当天的直播统计。")
        self.wanted = wanted


class OtherClass(NotRight):
    """The file says that it is of another class."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, found: str, wanted: str):
        super().__init__(f"这个文件里有班级 {found} 的记录，本次检查的是 {wanted}；请换本班的直播统计。")


def refuse_statistics(session: Session, staff: Staff, check_id: UUID, file: StatisticsFile) -> None:
    """Before its bytes go into the store: raises what `use_statistics` would, of a file not kept yet."""
    check = find_check(session, staff, check_id)
    own = select(LiveStatistics.id).where(LiveStatistics.check_id == check.id)
    if session.scalar(own.where(LiveStatistics.sha256 == file.sha256).limit(1)) is None:
        refuse_act(staff, check, CheckMethod.VIDEO)
        refuse_unfit_statistics(session, check, file, shanghai_day(check.started_at))
