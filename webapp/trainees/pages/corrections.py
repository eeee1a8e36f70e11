"""补卡 on a trainee's pages: which missed punch has the button, and what became of what was asked (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.attendance.rules.attendance import HalfDayCredit
from training.attendance.rules.corrections import (
    CorrectionState,
    NotCorrectable,
    check_request,
    check_time,
    is_recent,
    may_be_asked,
)
from training.attendance.rules.explanations import DuePunch, due_punches
from training.attendance.terms import PunchKind
from training.attendance.views.corrections_of import Correction
from training.attendance.views.progress_of import ClassProgress
from training.notice.clock import SHANGHAI
from training.notice.terms import HalfDay

# In an address, where Chinese would become a row of percent signs.
SLUGS = {
    "morning-in": (HalfDay.MORNING, PunchKind.IN),
    "morning-out": (HalfDay.MORNING, PunchKind.OUT),
    "afternoon-in": (HalfDay.AFTERNOON, PunchKind.IN),
    "afternoon-out": (HalfDay.AFTERNOON, PunchKind.OUT),
}
SLUG_OF = {punch: slug for slug, punch in SLUGS.items()}
SIGNS = {
    CorrectionState.WAITING: "○",
    CorrectionState.APPROVED: "✓",
    CorrectionState.REFUSED: "✗",
    CorrectionState.WITHDRAWN: "✗",
}
TONES = {
    CorrectionState.WAITING: "fair",
    CorrectionState.APPROVED: "good",
    CorrectionState.REFUSED: "bad",
    CorrectionState.WITHDRAWN: "bad",
}


@dataclass(frozen=True)
class Asked:
    """One request in words."""

    sign: str
    state: str
    tone: str
    words: str


@dataclass(frozen=True)
class CorrectionPage:
    """One punch, what was asked for it so far, and why nothing (more) can be asked; empty where it can."""

    title: str
    asked: tuple[Asked, ...]
    why_not: str


def words_on(found: ClassProgress, credit: HalfDayCredit, due: DuePunch) -> str:
    """What stands beside a punch that something was asked for and that does not count yet."""
    last = next(reversed(_asked(found, credit, due.kind)), None)
    if last is None or last.state is CorrectionState.APPROVED:
        return ""
    return f"补卡{last.state}" + (f"：{last.note}" if last.note else "")


def place_to_ask(found: ClassProgress, credit: HalfDayCredit, due: DuePunch, now: datetime) -> str:
    """Where the button 申请补卡 leads, below the class's days; empty where it does not belong."""
    earlier = [each.state for each in _asked(found, credit, due.kind)]
    if not may_be_asked(due, earlier, found.policy) or not is_recent(credit, now, found.policy):
        return ""
    lesson = credit.windows.lesson
    return f"{lesson.held_on}/corrections/{SLUG_OF[lesson.half_day, due.kind]}"


def correction_page(found: ClassProgress, day: date, slug: str, now: datetime) -> CorrectionPage | None:
    """None where the class has no such half day."""
    half_day, kind = SLUGS[slug]
    for credit in found.progress.on(day):
        if credit.windows.lesson.half_day is half_day:
            asked = _asked(found, credit, kind)
            return CorrectionPage(
                f"{day.month}月{day.day}日{half_day}{kind}",
                tuple(map(_in_words, asked)),
                _why_not(found, credit, kind, now),
            )
    return None


def _why_not(found: ClassProgress, credit: HalfDayCredit, kind: PunchKind, now: datetime) -> str:
    due = {each.kind: each for each in due_punches(credit, now)}
    try:
        check_request(due.get(kind), [each.state for each in _asked(found, credit, kind)], found.policy)
        check_time(credit, now, found.policy)
    except NotCorrectable as refusal:
        return str(refusal)
    return ""


def _asked(found: ClassProgress, credit: HalfDayCredit, kind: PunchKind) -> Sequence[Correction]:
    lesson = credit.windows.lesson
    half_day = (lesson.held_on, lesson.half_day)
    return [each for each in found.corrections if (each.half_day, each.punch) == (half_day, kind)]


def _in_words(asked: Correction) -> Asked:
    words = f"{asked.asked_at.astimezone(SHANGHAI):%m月%d日 %H:%M} 提交"
    if asked.decided_by:
        words += f"，{asked.decided_by}审核"
    return Asked(
        SIGNS[asked.state],
        asked.state.value,
        TONES[asked.state],
        words + (f"：{asked.note}" if asked.note else ""),
    )
