"""What may become of a lesson: before it begins at once, afterwards if the district approves (R54, R64)."""

from dataclasses import dataclass
from datetime import date, datetime

from training.changes.rules.amendments import ClassIsSettled
from training.changes.terms import LessonChangeKind
from training.classes.rules.filing import FiledClass, FiledLesson, FilingFinding, filing_findings
from training.classes.terms import Content
from training.errors import NotNow, NotRight
from training.notice.class_hours import hours
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode, Severity
from training.notice.windows import ClassTimes

Slot = tuple[date, HalfDay]


class BadLessonChange(NotRight):
    """What is asked for contradicts the timetable or the rules of filing."""


class TimetableIsClosed(NotNow):
    """The class has ended, and its hours are settled."""

    def __init__(self, ends_on: date):
        super().__init__(f"班级已于 {ends_on} 结业，课表不能再调整。")


class LessonHasPunches(NotNow):
    """Somebody punched in it, and what was punched is not lost by moving the lesson away."""

    def __init__(self, slot: Slot, punches: int):
        super().__init__(
            f"{slot[0]} {slot[1]}已有 {punches} 次打卡，不能改期。"
            "确实没有上课的，请申请停课（打卡留存、不计课时），再另排补课。"
        )


class ChangeIsWaiting(NotNow):
    """Another change of the same half day waits for its decision."""

    def __init__(self, ordinal: int):
        super().__init__(f"这半天已有一件调整（课{ordinal}）在等审批，办完后再提。")


@dataclass(frozen=True)
class TimetableLesson:
    """A lesson as it stands; hours in half class hours."""

    held_on: date
    half_day: HalfDay
    content: Content
    mode: Mode
    halves: int
    teacher: str = ""
    is_cancelled: bool = False

    @property
    def slot(self) -> Slot:
        return self.held_on, self.half_day


@dataclass(frozen=True)
class WantedLesson:
    """What is asked for: `slot` is the lesson that changes, `to` where one is held, `teacher` by whom."""

    kind: LessonChangeKind
    slot: Slot | None = None
    to: Slot | None = None
    content: Content = Content.THEORY
    mode: Mode = Mode.OFFLINE
    halves: int = 0
    teacher: str = ""


@dataclass(frozen=True)
class Course:
    """The class whose timetable it is."""

    filed: FiledClass
    """Its lessons are those that are held."""
    times: ClassTimes
    policy: Policy
    lessons: tuple[TimetableLesson, ...]
    """With the cancelled ones, whose half days stay taken."""
    punches: int = 0
    """In the windows of the lesson that changes."""
    gained: int = 0
    """In the windows of the lesson that would be held: they count for nothing so far, and then would."""
    is_settled: bool = False
    """The feedback about the class is overdue."""
    waiting_ordinal: int | None = None
    """Of another change of that half day that waits."""


def lesson_at(course: Course, slot: Slot | None) -> TimetableLesson:
    """Raises BadLessonChange where no lesson is held then."""
    for each in course.lessons:
        if each.slot == slot and not each.is_cancelled:
            return each
    where = f"{slot[0]} {slot[1]}" if slot else "这半天"
    raise BadLessonChange(f"{where}没有课，或已登记停课，请刷新课表再选。")


def check_lesson_change(course: Course, wanted: WantedLesson, asked_on: date) -> TimetableLesson:
    """The lesson as it would be, for a cancelled one as it was; `asked_on` is the day in Shanghai.

    Raises TimetableIsClosed, ClassIsSettled, ChangeIsWaiting, LessonHasPunches or BadLessonChange.
    """
    if asked_on > course.filed.ends_on:
        raise TimetableIsClosed(course.filed.ends_on)
    if course.is_settled:
        raise ClassIsSettled(course.filed.ends_on)
    if course.waiting_ordinal is not None:
        raise ChangeIsWaiting(course.waiting_ordinal)
    becomes = _becomes(course, wanted)
    if wanted.to is not None:
        _check_place(course, becomes)
    return becomes


def is_at_once(course: Course, wanted: WantedLesson, now: datetime) -> bool:
    """Neither the lesson nor the one in its place has begun: nobody has to decide, the district is told.

    Where somebody has come already and punched, a lesson is cancelled by the district only.
    """
    if wanted.kind is LessonChangeKind.CANCEL and course.punches:
        return False
    slots = [each for each in (wanted.slot, wanted.to) if each is not None]
    return all(now < course.times.of(*slot)[0] for slot in slots)


def seen_of_lesson(course: Course, wanted: WantedLesson) -> str:
    """A mark of what hangs on the decision: the punches that would be lost, and those that would count."""
    return "" if wanted.kind is LessonChangeKind.TEACHER else f"{course.punches}-{course.gained}"


def warnings_of(course: Course, wanted: WantedLesson) -> list[FilingFinding]:
    """What filing would point out of the timetable as it would be."""
    found = filing_findings(_filed_with(course, wanted, _becomes(course, wanted)), course.policy)
    return [each for each in found if each.severity is Severity.WARNING]


def delivered_halves(lessons: tuple[TimetableLesson, ...]) -> int:
    """全部培训课时完成后给予培训补贴: what was cancelled is no hour, what makes it up is (R54)."""
    return sum(each.halves for each in lessons if not each.is_cancelled)


def _becomes(course: Course, wanted: WantedLesson) -> TimetableLesson:
    if wanted.kind is LessonChangeKind.MAKE_UP:
        if wanted.to is None:
            raise BadLessonChange("请选补课的日期和上午或下午。")
        return TimetableLesson(*wanted.to, wanted.content, wanted.mode, wanted.halves, wanted.teacher)
    own = lesson_at(course, wanted.slot)
    if wanted.kind is LessonChangeKind.CANCEL:
        return own
    if wanted.kind is LessonChangeKind.TEACHER:
        return _with_teacher(own, wanted.teacher)
    return _moved(course, own, wanted.to)


def _with_teacher(own: TimetableLesson, teacher: str) -> TimetableLesson:
    if not teacher:
        raise BadLessonChange("请填新的任课教师姓名。")
    if teacher == own.teacher:
        raise BadLessonChange(f"任课教师现在就是{teacher}，没有变化。")
    return TimetableLesson(own.held_on, own.half_day, own.content, own.mode, own.halves, teacher)


def _moved(course: Course, own: TimetableLesson, to: Slot | None) -> TimetableLesson:
    if course.punches:
        raise LessonHasPunches(own.slot, course.punches)
    if to is None:
        raise BadLessonChange("请选改到哪一天的上午或下午。")
    return TimetableLesson(*to, own.content, own.mode, own.halves, own.teacher)


def _check_place(course: Course, becomes: TimetableLesson) -> None:
    where, own = f"{becomes.held_on} {becomes.half_day}", course.filed
    if not own.starts_on <= becomes.held_on <= own.ends_on:
        raise BadLessonChange(
            f"{where}不在开班 {own.starts_on} 至结业 {own.ends_on} 之间；要排到后面，请先申请变更结业日期。"
        )
    taken = next((each for each in course.lessons if each.slot == becomes.slot), None)
    if taken is not None:
        why = "已登记停课" if taken.is_cancelled else f"已有课（{in_words(taken)}）"
        raise BadLessonChange(f"{where}{why}，请另选半天。")
    for found in filing_findings(_filed_with(course, None, becomes), course.policy):
        if found.severity is Severity.ERROR:
            raise BadLessonChange(f"{found.message}。")


def _filed_with(course: Course, wanted: WantedLesson | None, becomes: TimetableLesson) -> FiledClass:
    """The class with the timetable that would be; its other lessons are as they are."""
    filed = course.filed
    rest = [each for each in filed.lessons if wanted is None or (each.held_on, each.half_day) != wanted.slot]
    if wanted is None or wanted.kind is not LessonChangeKind.CANCEL:
        rest.append(
            FiledLesson(becomes.held_on, becomes.half_day, becomes.content, becomes.mode, becomes.halves)
        )
    return FiledClass(
        filed.kind,
        filed.prescribed_halves,
        filed.starts_on,
        filed.ends_on,
        tuple(rest),
        filed.online_reason,
    )


def in_words(lesson: TimetableLesson) -> str:
    """理论 线下 4 课时 李建国."""
    return f"{lesson.content} {lesson.mode} {hours(lesson.halves)} 课时 {lesson.teacher}".rstrip()
