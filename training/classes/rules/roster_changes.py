"""Who may still come into a class or leave it, and who has to agree (R25): the roster after the opening."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from training.classes.terms import ChangeKind
from training.errors import NotNow, NotRight
from training.notice.policy import Policy

ONE_DAY = timedelta(days=1)


class TooLateToJoin(NotNow):
    """The days in which somebody may still come in are over."""

    def __init__(self, last: date):
        super().__init__(f"开班后增加、替换学员最晚到 {last}，现在不能再增加；请安排到下一个班。")


class ClassHasEnded(NotNow):
    """The roster of a class that is over stands."""

    def __init__(self, ends_on: date):
        super().__init__(f"班级已于 {ends_on} 结业，名册不能再改；原因请向旗县区说明。")


class ListIsApproved(NotNow):
    """Who of the class is qualified was confirmed, of the class and the roster as they were (R16, R25)."""

    def __init__(self) -> None:
        super().__init__(
            "这个班的合格人员名单已经确认，班级、课表和名册都不能再改；"
            "确有错误的，请旗县区核实后在班级的“结业”页重新确认名单。"
        )


class NumberTooLate(NotNow):
    """Whose punches they were is not told after the end."""

    def __init__(self, ends_on: date):
        super().__init__(f"班级已于 {ends_on} 结业，考勤号不能再补，学时已算定；原因请向旗县区说明。")


class NumberNeedsMatch(NotNow):
    """Punches that are late by now would count with it, unless somebody looks at them (R43)."""

    def __init__(self, last: date):
        super().__init__(
            f"随名册补报考勤号最晚到 {last}：再补会让更早的打卡一起计入。"
            "这名学员打卡以后，请在“对不上人的打卡”里用一键匹配办理，需要时由旗县区同意。"
        )


class OutsideTheClass(NotRight):
    """The day on which it is to take effect does not lie within the class."""

    def __init__(self, days: "ClassDays", kind: ChangeKind):
        last = days.ends_on if kind.brings else days.ends_on + ONE_DAY
        super().__init__(f"生效日期应在开班 {days.starts_on} 至 {last} 之间，请改后再提交。")


@dataclass(frozen=True, slots=True)
class ClassDays:
    """First and last day of a class."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class WishedChange:
    """From `effective_on` whoever comes is in the class, and whoever leaves is not."""

    kind: ChangeKind
    effective_on: date

    @property
    def last_day(self) -> date:
        """Of whoever leaves."""
        return self.effective_on - ONE_DAY


class Way(Enum):
    """Who has to agree before the change counts."""

    AT_ONCE = auto()
    """Nobody: the class has not begun."""
    SEEN = auto()
    """Nobody, and the district sees it."""
    APPROVAL = auto()
    """The district."""


@dataclass(frozen=True, slots=True)
class ChangeFindings:
    """How the change goes on, and what whoever looks at it should know first, in Chinese."""

    way: Way
    flags: tuple[str, ...] = ()


def roster_change_findings(
    change: WishedChange, own: ClassDays, today: date, policy: Policy
) -> ChangeFindings:
    """Judge a change that is asked for on `today` (Shanghai), by the later of that day and its effect.

    Raises ClassHasEnded, OutsideTheClass or TooLateToJoin.
    """
    is_over = today > own.ends_on
    if is_over and (change.kind.brings or change.last_day >= own.ends_on):
        raise ClassHasEnded(own.ends_on)
    last = own.ends_on if change.kind.brings else own.ends_on + ONE_DAY
    if not own.starts_on <= change.effective_on <= last:
        raise OutsideTheClass(own, change.kind)
    return ChangeFindings(
        _way(change, own, max(today, _takes_effect(change, own)), policy),
        tuple(_flags(change, own, today)),
    )


def check_late_number(own: ClassDays, today: date, policy: Policy) -> None:
    """Whether a file may still bring the attendance number that somebody of the class lacks.

    A number that comes late takes over whatever somebody punched under it: after `late_punch_days` of the
    class it takes a match, and after the end nobody gets one. Raises NumberNeedsMatch or NumberTooLate.
    """
    if today > own.ends_on:
        raise NumberTooLate(own.ends_on)
    last = own.starts_on + timedelta(days=policy.late_punch_days)
    if today > last:
        raise NumberNeedsMatch(last)


def last_day_to_join(own: ClassDays, policy: Policy) -> date:
    """The last day on which somebody may still be asked for."""
    return min(own.starts_on + timedelta(days=policy.roster_open_days), own.ends_on)


def left_together(left: int, policy: Policy) -> bool:
    """同批退班: whether so many of one class, leaving on one day, are worth a second look."""
    return 0 < policy.left_together_people <= left


def _takes_effect(change: WishedChange, own: ClassDays) -> date:
    """Who is there from the first day, or on no day at all, was arranged before it."""
    return change.effective_on if change.effective_on > own.starts_on else date.min


def _way(change: WishedChange, own: ClassDays, day: date, policy: Policy) -> Way:
    if day < own.starts_on:
        return Way.AT_ONCE
    is_open = day <= last_day_to_join(own, policy)
    if change.kind.brings and not is_open:
        raise TooLateToJoin(last_day_to_join(own, policy))
    return Way.SEEN if is_open and not change.kind.brings else Way.APPROVAL


def _flags(change: WishedChange, own: ClassDays, today: date) -> Iterator[str]:
    if today > own.ends_on:
        yield f"结业后才办理退出：班级 {own.ends_on} 结业，在班最后一天写的是 {change.last_day}"
    if own.starts_on < change.effective_on < today:
        yield f"生效日期比申请早 {(today - change.effective_on).days} 天"
