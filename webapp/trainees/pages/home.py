"""A trainee's first page: how far, what today, what to do, then every day (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.attendance.rules.attendance import HalfDayCredit, Outcome
from training.attendance.rules.corrections import is_recent
from training.attendance.rules.explanations import HAS_WAITING, NOT_JUDGED, due_punches, say_waiting
from training.attendance.rules.progress import ProgressState
from training.attendance.terms import PunchKind
from training.attendance.views.progress_of import ClassProgress
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI, clock, shanghai_day
from training.notice.identity import mask_name
from training.records.classes.trainees import Enrolment
from webapp.trainees.pages.corrections import place_to_ask, words_on
from webapp.trainees.pages.days import Day, Line, day_rows, half_day_lines, long_day

LACKS = {Outcome.MISSING_IN: PunchKind.IN, Outcome.MISSING_OUT: PunchKind.OUT}
TONES = {
    ProgressState.QUALIFIED: "good",
    ProgressState.CAN_QUALIFY: "fair",
    ProgressState.CANNOT_QUALIFY: "bad",
    ProgressState.WITHDRAWN: "quiet",
    ProgressState.NOT_JUDGED: "fair",
}


@dataclass(frozen=True)
class Home:
    """Everything on a trainee's first page."""

    name: str
    class_name: str
    institution: str
    state: str
    tone: str
    credited: str
    needed: str
    prescribed: str
    percent: int
    """0 where hours do not decide (创业, R55); then nothing is needed."""
    sentence: str
    today: tuple[Line, ...]
    no_lesson: str
    todos: tuple[Line, ...]
    days: tuple[Day, ...]
    coming: tuple[Day, ...]
    updated: str


def home_page(
    found: ClassProgress, now: datetime, *, has_result: bool = False, paper_waits: bool = False
) -> Home:
    """The first page: how far, what today, what to do, then every day."""
    progress, own = found.progress, found.enrolment.training_class
    today = shanghai_day(now)
    days = day_rows(progress, now)
    return Home(
        name=mask_name(found.enrolment.trainee.name),
        class_name=own.name,
        institution=own.institution.name,
        state=progress.state.value,
        tone=TONES[progress.state],
        credited=hours(progress.credited_halves),
        needed=hours(progress.needed_halves),
        prescribed=hours(progress.prescribed_halves),
        percent=progress.qualifying_percent,
        sentence=_sentence(found, today, has_result),
        today=tuple(line for credit in progress.on(today) for line in half_day_lines(found, credit, now)),
        no_lesson=_no_lesson(found, today),
        todos=_todos(found, now, paper_waits),
        days=tuple(day for day in reversed(days) if day.iso <= today.isoformat()),
        coming=tuple(day for day in days if day.iso > today.isoformat()),
        updated=f"{now.astimezone(SHANGHAI):%m月%d日 %H:%M}",
    )


def class_links(enrolments: Sequence[Enrolment], shown: Enrolment) -> list[tuple[str, str]]:
    """(public id, name) of the trainee's other classes."""
    others = (each for each in enrolments if each.id != shown.id)
    return [(str(each.public_id), each.training_class.name) for each in others]


def _sentence(found: ClassProgress, today: date, has_result: bool) -> str:
    progress, own = found.progress, found.enrolment.training_class
    if progress.state is ProgressState.WITHDRAWN:
        return f"您已退出这个班，课时停在 {hours(progress.credited_halves)}。"
    if progress.state is ProgressState.QUALIFIED:
        rest = "请把余下的课上完。" if today < own.ends_on else "请等培训机构通知后续手续。"
        return "课时已合格。" + ("" if has_result else rest)
    if progress.state is ProgressState.NOT_JUDGED:
        return f"{NOT_JUDGED}。" + ("" if has_result else "请按课程表上课、打卡。")
    lacking = hours(progress.lacking_halves)
    if progress.state is ProgressState.CANNOT_QUALIFY:
        short = hours(progress.needed_halves - progress.credited_halves - progress.to_come_halves)
        so_far = "余下的课全上完也" if progress.to_come_halves else "课已上完，"
        return f"{so_far}还差 {short} 课时，达不到合格。请联系培训机构，问清能否核对打卡或改上下一期。"
    may_miss = hours(progress.may_miss_halves)
    rest = f"最多还能缺 {may_miss} 课时。" if progress.may_miss_halves else "余下的课一节都不能缺。"
    if today < own.starts_on:
        return f"{long_day(own.starts_on)}开班，上满 {lacking} 课时就合格。"
    return f"再上 {lacking} 课时就合格，{rest}"


def _no_lesson(found: ClassProgress, today: date) -> str:
    if found.progress.on(today):
        return ""
    lessons = (windows.windows.lesson for windows in found.progress.half_days)
    later = [lesson for lesson in lessons if lesson.held_on > today and not lesson.is_cancelled]
    if not later:
        return "今天没有课，课程表上的课已全部结束。"
    return f"今天没有课。下一次：{long_day(later[0].held_on)} {clock(later[0].starts)}。"


def _todos(found: ClassProgress, now: datetime, paper_waits: bool) -> tuple[Line, ...]:
    todos = []
    if paper_waits:
        todos.append(Line("○", "结业证书", "可以领了，请带身份证到培训机构领取。", "fair"))
    if found.enrolment.attendance_number is None:
        todos.append(Line("!", "考勤号", "名册上没有您的考勤号，打卡对不上人。请联系培训机构补报。", "bad"))
    if waiting := say_waiting(found.progress.waiting):
        todos.append(Line("○", "打卡", f"{waiting}。由旗县区核实，不用您办什么。", "fair"))
    missed = [credit for credit in found.progress.half_days if _is_mendable(found, credit, now)]
    return tuple(todos + [_missed(found, credit, now) for credit in reversed(missed)])


def _is_mendable(found: ClassProgress, credit: HalfDayCredit, now: datetime) -> bool:
    return not credit.is_open and credit.outcome in LACKS and is_recent(credit, now, found.policy)


def _missed(found: ClassProgress, credit: HalfDayCredit, now: datetime) -> Line:
    lesson, lacks = credit.windows.lesson, LACKS[credit.outcome]
    (due,) = (each for each in due_punches(credit, now) if each.kind is lacks)
    asked = words_on(found, credit, due)
    hint = f"（{HAS_WAITING}）" if due.has_waiting else ""
    words = f"缺{lacks}{hint}。{asked or '如果当时在课，可以申请补卡。'}"
    label = f"{lesson.held_on.month}月{lesson.held_on.day}日{lesson.half_day.value}"
    return Line("!", label, words, "bad", place_to_ask(found, credit, due, now))
