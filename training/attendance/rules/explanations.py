"""Why a half day earned what it did, in one Chinese line; and which punches a trainee still owes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from training.attendance.rules.attendance import HalfDayCredit, MadeGood, Outcome, is_online
from training.attendance.rules.progress import Progress
from training.attendance.terms import PunchKind
from training.notice.class_hours import hours
from training.notice.clock import clock
from training.notice.windows import Windows


class PunchState(StrEnum):
    """How one of the four daily punches stands."""

    DONE = "已打"
    NOT_YET = "未到时间"
    NOW = "现在可打"
    MISSED = "漏打"


@dataclass(frozen=True, slots=True)
class DuePunch:
    """One of the day's punches (上午签到 …): when it counts, and when it was made."""

    label: str
    state: PunchState
    made_at: datetime | None
    opens: datetime
    closes: datetime
    kind: PunchKind
    is_made_good: bool = False
    """Approved later (补卡), not seen by a machine."""
    has_waiting: bool = False
    """Missed as it stands, but the half day has punches that nobody has accepted yet (批次待确认)."""


NO_PUNCH_ASKED = (Outcome.CANCELLED, Outcome.LEFT_CLASS, Outcome.NOT_YET_IN_CLASS)
UNPROVED = "机构自批、无照片"
"""A correction that an institution approved for its own trainee, with nothing to look at."""


HAS_WAITING = "有打卡待确认"
"""Beside a missed punch of a half day whose punches nobody has accepted yet."""


def say_waiting(count: int) -> str:
    """So many punches wait; what stands beside hours wherever hours stand, or nothing."""
    return f"{count} 次打卡待确认，暂不计入" if count else ""


NO_NUMBER = "—"
NOT_JUDGED = "创业培训不按课时比例评定，是否合格由旗县区按创业培训规定认定并写明理由"
"""What stands where others read how many hours they need (R55)."""


def say_needed(progress: Progress) -> str:
    """How much is needed and of what, or that no share of hours decides."""
    if not progress.is_judged:
        return NOT_JUDGED
    share = f"{hours(progress.prescribed_halves)} 的 {progress.qualifying_percent}%"
    return f"需 {needed_words(progress)}（{share}）"


def say_qualifies(progress: Progress) -> str:
    """The same as a sentence above a whole class."""
    if not progress.is_judged:
        return f"{NOT_JUDGED}。"
    return f"满 {needed_words(progress)} 课时（总课时的 {progress.qualifying_percent}%）为合格。"


def needed_words(progress: Progress) -> str:
    """In class hours; a dash where hours do not decide."""
    return hours(progress.needed_halves) if progress.is_judged else NO_NUMBER


def may_miss_words(progress: Progress) -> str:
    """In class hours; a dash where nothing can be lost by missing."""
    return hours(progress.may_miss_halves) if progress.is_judged else NO_NUMBER


def explain(credit: HalfDayCredit, now: datetime, *, to_staff: bool = False) -> str:
    """The reason of a half day in one line (R45); staff are told how a correction was approved."""
    if credit.outcome is Outcome.CANCELLED:
        return "停课，不计课时，另行补课"
    if credit.outcome is Outcome.LEFT_CLASS:
        return "已退班，不计课时"
    if credit.outcome is Outcome.NOT_YET_IN_CLASS:
        return "当时还没有入班，不计课时"
    if is_online(credit.windows):
        return _explain_watching(credit, now)
    words = _explain_open(credit, now) if credit.is_open else _explain_punches(credit)
    corrected = "".join(_in_words(each, to_staff=to_staff) for each in credit.made_good)
    return f"{words}{corrected}{_explain_uncounted(credit)}"


def _explain_uncounted(credit: HalfDayCredit) -> str:
    waiting = f"；{say_waiting(credit.waiting)}" if credit.waiting else ""
    return waiting + (f"；{credit.refused} 次打卡经审核不予计入" if credit.refused else "")


def _in_words(made_good: MadeGood, *, to_staff: bool) -> str:
    sign = f"，{UNPROVED}" if to_staff and made_good.is_unproved else ""
    return f"；{made_good.punch}为补卡（{made_good.approved_by}批准{sign}）"


def due_punches(credit: HalfDayCredit, now: datetime) -> tuple[DuePunch, ...]:
    """The in punch and the out punch of an offline half day; none where no punch is asked for."""
    if credit.outcome in NO_PUNCH_ASKED or is_online(credit.windows):
        return ()
    windows = credit.windows
    came, went = _in_and_out(credit)
    half = windows.lesson.half_day.value
    spans = (
        (PunchKind.IN, came, windows.in_opens, windows.in_closes),
        (PunchKind.OUT, went, windows.out_opens, windows.out_closes),
    )
    made_good = [each.punch for each in credit.made_good]
    return tuple(
        DuePunch(
            f"{half}{kind}",
            _state(made_at, opens, closes, now),
            made_at,
            opens,
            closes,
            kind,
            kind in made_good,
            has_waiting=credit.waiting > 0 and made_at is None,
        )
        for kind, made_at, opens, closes in spans
    )


def _in_and_out(credit: HalfDayCredit) -> tuple[datetime | None, datetime | None]:
    if credit.outcome is Outcome.MISSING_IN:
        return None, credit.last or credit.first
    if credit.outcome is Outcome.MISSING_OUT:
        return credit.first, None
    # While the lesson runs, a second punch before the out window may be followed by a later one.
    still_open = credit.is_open and credit.last is not None and credit.last < credit.windows.out_opens
    return credit.first, None if still_open else credit.last


def _state(made_at: datetime | None, opens: datetime, closes: datetime, now: datetime) -> PunchState:
    if made_at:
        return PunchState.DONE
    if now < opens:
        return PunchState.NOT_YET
    return PunchState.NOW if now <= closes else PunchState.MISSED


def _explain_watching(credit: HalfDayCredit, now: datetime) -> str:
    if now < credit.windows.lesson.starts:
        return "线上课，尚未开始"
    if credit.is_open:
        return "线上课，直播观看记录导入后计课时"
    if credit.outcome is Outcome.ABSENT:
        return "线上课，没有观看记录，记 0 课时"
    return f"线上课，观看 {credit.minutes} 分钟，折合 {hours(credit.halves)} 课时"


def _explain_open(credit: HalfDayCredit, now: datetime) -> str:
    windows = credit.windows
    if credit.first is None:
        if now < windows.in_opens:
            return f"尚未上课，{_span(windows.in_opens, windows.in_closes)} 签到"
        if now <= windows.in_closes:
            return f"请在 {clock(windows.in_closes)} 前签到"
        return "还没有签到，现在到课仍可按在课时间折算"
    return f"已打卡 {clock(credit.first)}，{_span(windows.out_opens, windows.out_closes)} 签退"


def _explain_punches(credit: HalfDayCredit) -> str:
    if credit.first is None:
        return "没有计入的打卡，记 0 课时" if credit.waiting or credit.refused else "没有打卡，记 0 课时"
    if credit.outcome in (Outcome.MISSING_IN, Outcome.MISSING_OUT):
        missing = "签到" if credit.outcome is Outcome.MISSING_IN else "签退"
        return f"只有 {_times(credit)} 打卡，缺{missing}，记 0 课时，请联系培训机构"
    earned = f"{hours(credit.halves)} 课时"
    assert credit.last is not None  # noqa: S101  (two punches, or the outcome would be another)
    came, went = f"{clock(credit.first)} 签到", f"{clock(credit.last)} 签退"
    if credit.outcome is Outcome.FULL:
        return f"{came}、{went}，都在规定时段，记 {earned}"
    came += _late(credit.first, credit.windows)
    went += _early(credit.last, credit.windows)
    return f"{came}、{went}，在课 {credit.minutes} 分钟，折合 {earned}"


def _late(first: datetime, windows: Windows) -> str:
    return f"（晚于 {clock(windows.in_closes)}）" if first > windows.in_closes else ""


def _early(last: datetime, windows: Windows) -> str:
    return f"（早于 {clock(windows.out_opens)}）" if last < windows.out_opens else ""


def _times(credit: HalfDayCredit) -> str:
    made = [moment for moment in (credit.first, credit.last) if moment]
    return "、".join(clock(moment) for moment in made)


def _span(opens: datetime, closes: datetime) -> str:
    return f"{clock(opens)}–{clock(closes)}"
