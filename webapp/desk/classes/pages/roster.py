"""名册: the people of a class with what they have earned and may still miss; pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.attendance.rules.explanations import may_miss_words, needed_words
from training.attendance.rules.progress import ProgressState
from training.attendance.views.progress_of import ClassProgress
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number, mask_phone, tail_of
from training.notice.permissions import Permission, may
from training.notice.spelling import folded, keys_of_name
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, short_moment

HEADINGS = (
    *("序号", "姓名", "性别", "身份证号", "手机", "人员类别", "考勤号", "累计课时", "需修课时"),
    *("总课时", "还可缺", "待确认打卡", "最近打卡", "状态"),
)
HALF_DAYS_OF_A_DAY = 2


@dataclass(frozen=True)
class RosterLine:
    """One person of the class; numbers masked."""

    place: int
    public_id: UUID
    name: str
    sex: str
    id_number: str
    phone: str
    category: str
    number: str
    credited: str
    needed: str
    prescribed: str
    may_miss: str
    waiting: int
    last_punch: str
    state: str
    tone: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        own = (self.place, self.name, self.sex, self.id_number, self.phone, self.category, self.number)
        earned = (self.credited, self.needed, self.prescribed, self.may_miss, self.waiting)
        return (*own, *earned, self.last_punch, self.state)


def roster_lines(staff: Staff, rows: list[ClassProgress], now: datetime) -> list[RosterLine]:
    """In the roster's order."""
    return [_line(staff, place, each, now) for place, each in enumerate(rows, 1)]


def is_meant(staff: Staff, own: ClassProgress, typed: str) -> bool:
    """By the name or its spelling for whoever reads it, by phone or ID number: the last four, or the whole.

    What lies between would tell a masked number digit by digit, and a beginning a masked name.
    """
    trainee, wanted = own.enrolment.trainee, folded(typed)
    if not wanted:
        return True
    numbers = (trainee.phone.lower(), trainee.id_number.lower())
    if wanted in {*numbers, *map(tail_of, numbers)}:
        return True
    names = keys_of_name(trainee.name) if may(staff.role, Permission.SEE_FULL_NAMES) else ()
    return any(key.startswith(wanted) for key in names)


def _line(staff: Staff, place: int, own: ClassProgress, now: datetime) -> RosterLine:
    trainee, progress = own.enrolment.trainee, own.progress
    seen = [*own.presence.punches[-1:], *own.presence.waiting[-1:]]
    state, tone = _state(own, now)
    return RosterLine(
        place,
        trainee.public_id,
        name_for(staff, trainee.name),
        trainee.sex.value,
        mask_id_number(trainee.id_number),
        mask_phone(trainee.phone),
        trainee.category,
        own.enrolment.attendance_number or "",
        hours(progress.credited_halves),
        needed_words(progress),
        hours(progress.prescribed_halves),
        may_miss_words(progress),
        progress.waiting,
        short_moment(max(seen), now) if seen else "",
        state,
        tone,
    )


def _state(own: ClassProgress, now: datetime) -> tuple[str, str]:
    progress = own.progress
    if progress.state is ProgressState.WITHDRAWN:
        left = own.enrolment.withdrawal
        return (f"已退出 {short_day(left.last_day, shanghai_day(now))}" if left else "已退出"), ""
    if progress.state is ProgressState.NOT_JUDGED:
        return progress.state.value, ""
    if progress.state is ProgressState.QUALIFIED:
        return "已够课时", "good"
    if progress.state is ProgressState.CANNOT_QUALIFY:
        return "已不能达标", "bad"
    a_day = HALF_DAYS_OF_A_DAY * own.policy.half_day_halves
    if progress.may_miss_halves < a_day:
        spare = hours(progress.may_miss_halves)
        return (f"只剩 {spare} 课时可缺" if progress.may_miss_halves else "不能再缺课"), "warn"
    return "可以达标", "now"
