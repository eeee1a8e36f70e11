"""The first page of an inspector: classes in session, running checks, checks owed, feedback (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.checks.views.confirmations.confirmation_lines import ConfirmationLine
from training.checks.views.list_checks import CheckLine
from training.checks.views.owed_checks import OwedCheck
from training.feedback.views.list_feedback import FeedbackLine, FeedbackState
from training.notice.clock import clock
from training.notice.terms import Mode
from training.records.classes.classes import Lesson
from webapp.checks.pages.checks import check_row
from webapp.checks.pages.confirmations import ConfirmationRow, confirmation_row


@dataclass(frozen=True)
class ClassRow:
    """A class that may be checked."""

    class_id: str
    name: str
    small: str
    lessons: tuple[str, ...]
    is_in_session: bool
    is_online: bool
    """The lesson that is on now is an online one: it is checked by video (R31)."""
    owed: str
    is_urgent: bool
    running_check: str
    """Its id, where one of my level is running."""
    may_start: bool


@dataclass(frozen=True)
class CheckList:
    """Everything on the page."""

    running: tuple[tuple[str, tuple[str, str, str, str]], ...]
    today: tuple[ClassRow, ...]
    owed: tuple[ClassRow, ...]
    recent: tuple[tuple[str, tuple[str, str, str, str]], ...]
    feedback: tuple[tuple[str, str, str, str], ...]
    asked: tuple[ConfirmationRow, ...] = ()
    """What waits for this person as the second one."""


def check_list(
    *,
    lessons: Iterable[Lesson],
    running: Sequence[CheckLine],
    owed: Sequence[OwedCheck],
    recent: Sequence[CheckLine],
    feedback: Iterable[FeedbackLine],
    asked: Iterable[ConfirmationLine] = (),
    at: datetime,
) -> CheckList:
    by_class = {each.of_class.class_id: each for each in owed}
    running_by_class = {str(each.of_class.class_id): str(each.check_id) for each in running}
    today = _today(lessons, by_class, running_by_class, at)
    shown = {each.class_id for each in today}
    rest = [each for each in owed if str(each.of_class.class_id) not in shown]
    return CheckList(
        running=tuple((str(each.check_id), check_row(each)) for each in running),
        today=today,
        owed=tuple(_owed_row(each, running_by_class) for each in rest),
        recent=tuple((str(each.check_id), check_row(each)) for each in recent),
        feedback=tuple(map(feedback_row, feedback)),
        asked=tuple(map(confirmation_row, asked)),
    )


def feedback_row(line: FeedbackLine) -> tuple[str, str, str, str]:
    """Class id, title, small print and tone."""
    own = line.of_class
    small = f"{own.district} · {line.state}，期限 {line.due.due_on:%m月%d日} 24:00"
    tones = {FeedbackState.OVERDUE: "bad", FeedbackState.DUE: "fair", FeedbackState.SENT: "fair"}
    return str(own.class_id), own.name, small, tones.get(line.state, "good")


def _today(
    lessons: Iterable[Lesson], owed: dict[UUID, OwedCheck], running: dict[str, str], at: datetime
) -> tuple[ClassRow, ...]:
    """Those in session now first, then in the order of the timetable."""
    by_class: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        by_class.setdefault(lesson.class_id, []).append(lesson)
    rows = [_today_row(held, owed, running, at) for held in by_class.values()]
    return tuple(sorted(rows, key=lambda row: not row.is_in_session))


def _today_row(
    lessons: list[Lesson], owed: dict[UUID, OwedCheck], running: dict[str, str], at: datetime
) -> ClassRow:
    own = lessons[0].training_class
    spans = [own.times.of(each.held_on, each.half_day) for each in lessons]
    words = [
        f"{each.half_day} {clock(starts)}—{clock(ends)} {each.mode}{each.content}"
        for each, (starts, ends) in zip(lessons, spans, strict=True)
    ]
    on_now = [each for each, (starts, ends) in zip(lessons, spans, strict=True) if starts <= at <= ends]
    debt = owed.get(own.public_id)
    return ClassRow(
        class_id=str(own.public_id),
        name=own.name,
        small=f"{own.class_number} · {own.institution.name} · {own.district.name}",
        lessons=tuple(words),
        is_in_session=bool(on_now),
        is_online=any(each.mode is Mode.ONLINE for each in on_now),
        owed=_debt(debt) if debt else "",
        is_urgent=bool(debt and debt.quota.is_urgent),
        running_check=running.get(str(own.public_id), ""),
        may_start=True,
    )


def _owed_row(debt: OwedCheck, running: dict[str, str]) -> ClassRow:
    own = debt.of_class
    return ClassRow(
        class_id=str(own.class_id),
        name=own.name,
        small=f"{own.number} · {own.institution} · {own.district}",
        lessons=(),
        is_in_session=debt.is_in_session,
        is_online=False,
        owed=_debt(debt),
        is_urgent=debt.quota.is_urgent,
        running_check=running.get(str(own.class_id), ""),
        may_start=debt.quota.days_left >= 0,
    )


def _debt(debt: OwedCheck) -> str:
    quota = debt.quota
    if quota.days_left < 0:
        left = f"已结业 {-quota.days_left} 天"
    else:
        left = f"还有 {quota.days_left} 天结业" if quota.days_left else "今天结业"
    return f"应查 {quota.required} 次，已查 {quota.done} 次，{left}"
