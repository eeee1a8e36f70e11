"""The first page of an inspector: running checks, classes to check, feedback (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.checks.rules.class_choice import ClassFacts, fits, place_in
from training.checks.views.classes_to_check import ClassesToCheck, ClassToCheck
from training.checks.views.confirmations.confirmation_lines import ConfirmationLine
from training.checks.views.list_checks import CheckLine
from training.checks.views.owed_checks import OwedCheck
from training.feedback.views.list_feedback import FeedbackLine, FeedbackState
from training.notice.clock import clock
from training.records.classes.classes import Lesson
from webapp.checks.pages.checks import check_row
from webapp.checks.pages.class_filter import ClassFilter, FilterForm, filter_form, turned
from webapp.checks.pages.confirmations import ConfirmationRow, confirmation_row

PAGE = 12
EVERYTHING = ClassFilter()
HERE = {"_anchor": "classes"}
"""A turned page begins at the classes, not at what stands above them."""


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
    done: tuple[str, str]
    """Id of my level's check of today, and in words what it came to, where one has ended; else empty."""
    may_start: bool


@dataclass(frozen=True)
class Pages:
    """Where in the list one is; the addresses are parameters, empty where there is no such page."""

    page: int
    pages: int
    count: int
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True)
class CheckList:
    """Everything on the page."""

    running: tuple[tuple[str, tuple[str, str, str, str]], ...]
    counts: str
    form: FilterForm | None
    classes: tuple[ClassRow, ...]
    turning: Pages
    recent: tuple[tuple[str, tuple[str, str, str, str]], ...]
    feedback: tuple[tuple[str, str, str, str], ...]
    """The most urgent of them."""
    more_feedback: int
    """How many more there are, each on the page of the feedback."""
    asked: tuple[ConfirmationRow, ...] = ()
    """What waits for this person as the second one."""


def check_list(
    *,
    found: ClassesToCheck,
    wanted: ClassFilter = EVERYTHING,
    recent: Sequence[CheckLine],
    feedback: Sequence[FeedbackLine],
    asked: Iterable[ConfirmationLine] = (),
) -> CheckList:
    facts = [(each, each.facts) for each in found.classes]
    fitting = [pair for pair in facts if fits(pair[1], wanted.choice)]
    fitting.sort(key=lambda pair: place_in(pair[1], wanted.choice.order))
    wanted, pages = turned(wanted, len(fitting), PAGE)
    shown = fitting[(wanted.page - 1) * PAGE : wanted.page * PAGE]
    return CheckList(
        running=tuple((str(each.check_id), check_row(each)) for each in found.running),
        counts=_counts(found.classes, [own for _, own in facts]),
        form=filter_form(wanted, [own for _, own in facts]),
        classes=tuple(_class_row(each) for each, _ in shown),
        turning=Pages(
            wanted.page,
            pages,
            len(fitting),
            wanted.address(wanted.page - 1) | HERE if wanted.page > 1 else {},
            wanted.address(wanted.page + 1) | HERE if wanted.page < pages else {},
        ),
        recent=tuple((str(each.check_id), check_row(each)) for each in recent),
        feedback=tuple(map(feedback_row, feedback[:PAGE])),
        more_feedback=max(0, len(feedback) - PAGE),
        asked=tuple(map(confirmation_row, asked)),
    )


def feedback_row(line: FeedbackLine) -> tuple[str, str, str, str]:
    """Class id, title, small print and tone."""
    own = line.of_class
    small = f"{own.district} · {line.state}，期限 {line.due.due_on:%m月%d日} 24:00"
    tones = {FeedbackState.OVERDUE: "bad", FeedbackState.DUE: "warn", FeedbackState.SENT: "now"}
    return str(own.class_id), own.name, small, tones.get(line.state, "good")


def _counts(classes: Sequence[ClassToCheck], facts: Sequence[ClassFacts]) -> str:
    """Of all there are, whatever is shown of them."""
    today = sum(bool(each.lessons) for each in classes)
    counts = {
        "正在上课": sum(each.is_in_session for each in facts),
        "欠检查": sum(each.owed > 0 for each in facts),
        "今天已查": sum(each.was_checked_today for each in facts),
    }
    lessons = f"今天上课 {today} 班" if today else "今天没有班上课"
    return "，".join([lessons, *(f"{name} {count} 班" for name, count in counts.items() if count)]) + "。"


def _class_row(each: ClassToCheck) -> ClassRow:
    own, debt, done = each.of_class, each.owed, each.ended_today
    return ClassRow(
        class_id=str(own.class_id),
        name=own.name,
        small=f"{own.number} · {own.institution} · {own.district}",
        lessons=tuple(map(_lesson, each.lessons)),
        is_in_session=bool(each.on_now),
        is_online=each.is_online,
        owed=_debt(debt) if debt else "",
        is_urgent=bool(debt and debt.quota.is_urgent),
        running_check=str(each.running.check_id) if each.running else "",
        done=(str(done.check_id), each.mark_of_today) if done else ("", ""),
        may_start=bool(each.lessons) or bool(debt and debt.quota.days_left >= 0),
    )


def _lesson(lesson: Lesson) -> str:
    starts, ends = lesson.training_class.times.of(lesson.held_on, lesson.half_day)
    return f"{lesson.half_day} {clock(starts)}—{clock(ends)} {lesson.mode}{lesson.content}"


def _debt(debt: OwedCheck) -> str:
    quota = debt.quota
    if quota.days_left < 0:
        left = f"已结业 {-quota.days_left} 天"
    else:
        left = f"还有 {quota.days_left} 天结业" if quota.days_left else "今天结业"
    return f"应查 {quota.required} 次，已查 {quota.done} 次，{left}"
