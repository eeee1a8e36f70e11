"""What a class must keep to when it is filed (R45, R51 to R55)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from training.classes.rules.online_theory import OnlineTheory, online_theory_words
from training.classes.terms import Content
from training.notice.class_hours import hours
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode, Severity


@dataclass(frozen=True, slots=True)
class FiledLesson:
    """One half day of a filed timetable; hours in half class hours."""

    held_on: date
    half_day: HalfDay
    content: Content
    mode: Mode
    halves: int


@dataclass(frozen=True, slots=True)
class FiledClass:
    """A class as it is filed; hours in half class hours."""

    kind: ClassKind
    prescribed_halves: int
    starts_on: date
    ends_on: date
    lessons: tuple[FiledLesson, ...]
    online_reason: str = ""


@dataclass(frozen=True, slots=True)
class FilingFinding:
    """What is wrong or noteworthy, and the clause that says so."""

    severity: Severity
    clause: str
    message: str


def filing_findings(filed: FiledClass, policy: Policy) -> list[FilingFinding]:
    """Everything that the rules find in a filing, errors and warnings, in the order of the checks."""
    checks: list[Callable[[FiledClass, Policy], Iterator[FilingFinding]]] = [_dates, _half_days, _total]
    # 创业培训按相关文件规定执行 (R55): the clauses on online teaching are not about start-up training.
    if filed.kind is not ClassKind.STARTUP:
        checks += [_practical_offline, _not_online_only, _online_theory_share]
    return [finding for check in checks for finding in check(filed, policy)]


def _error(clause: str, message: str) -> FilingFinding:
    return FilingFinding(Severity.ERROR, clause, message)


def _warning(clause: str, message: str) -> FilingFinding:
    return FilingFinding(Severity.WARNING, clause, message)


def _dates(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    if filed.ends_on < filed.starts_on:
        yield _error("", f"结业日期 {filed.ends_on} 早于开班日期 {filed.starts_on}")
        return
    outside = sorted(
        {each.held_on for each in filed.lessons if not filed.starts_on <= each.held_on <= filed.ends_on}
    )
    if outside:
        days = "、".join(day.isoformat() for day in outside[:5])
        yield _error(
            "", f"课程表有 {len(outside)} 天不在开班 {filed.starts_on} 至结业 {filed.ends_on} 之间：{days}"
        )


def _half_days(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    slots = Counter((each.held_on, each.half_day) for each in filed.lessons)
    for (held_on, half_day), count in slots.items():
        if count > 1:
            yield _error("R45", f"{held_on} {half_day}排了 {count} 节课，一个半天只能排一节")
    for each in filed.lessons:
        if not 0 < each.halves <= policy.half_day_halves:
            most = f"半天应在 0.5 至 {policy.half_day_hours} 课时之间"
            yield _error("R45", f"{each.held_on} {each.half_day}排了 {hours(each.halves)} 课时，{most}")


def _total(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    scheduled = sum(each.halves for each in filed.lessons)
    lacking = filed.prescribed_halves - scheduled
    if lacking > 0:
        yield _warning("R54", f"课程表还差 {hours(lacking)} 课时未排；全部课时完成后才能给予补贴")
    elif lacking < 0:
        yield _warning("R54", f"课程表比总课时多排了 {hours(-lacking)} 课时，请核对")


def _practical_offline(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    wrong = [each for each in filed.lessons if each.content is Content.PRACTICAL and each.mode is Mode.ONLINE]
    if wrong:
        days = "、".join(f"{each.held_on} {each.half_day}" for each in wrong[:5])
        yield _error("R53", f"实操课程应完全在线下进行，{len(wrong)} 节实操课排成了线上：{days}")


def _not_online_only(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    is_online_only = bool(filed.lessons) and all(each.mode is Mode.ONLINE for each in filed.lessons)
    if is_online_only and filed.starts_on >= policy.offline_restored_on:
        yield _error("R51", "已全面恢复线下职业技能培训，不能全部课程都在线上")


def _online_theory_share(filed: FiledClass, policy: Policy) -> Iterator[FilingFinding]:
    """原则上 is no prohibition: the class is filed, and stays flagged until somebody says why."""
    online = sum(
        each.halves for each in filed.lessons if each.mode is Mode.ONLINE and each.content is Content.THEORY
    )
    found = OnlineTheory(
        online, 0, filed.prescribed_halves, policy.online_theory_percent, filed.online_reason
    )
    if found.is_too_much:
        how = "" if found.reason else "；备案后请在班级页的“请假”里补写理由"
        yield _warning("R52", online_theory_words(found) + how)
