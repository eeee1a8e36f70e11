"""What follows from a change of a class: computed by the rules, shown before anybody decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from training.changes.rules.amendments import TOLD_TO_THE_CITY
from training.changes.terms import AmendedField
from training.feedback.rules.feedback_due import FeedbackDue
from training.notice.class_hours import hours
from training.notice.clauses import CLAUSES

DIGITS = 16
PEOPLE = frozenset({AmendedField.HOURS, AmendedField.TIMES, AmendedField.ENDS_ON})
"""What moves the standing of trainees."""


@dataclass(frozen=True)
class Consequence:
    """One thing that follows: as it is and as it would be, by which words of the notice."""

    what: str
    before: str
    after: str
    clause: str = ""
    weighs: bool = False
    """Somebody gets more to do, or loses something."""

    @property
    def moves(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Reckoned:
    """What the rules make of a class; hours in half class hours."""

    checks: int
    """That each level owes it."""
    needed_halves: int
    """0 where hours do not decide (创业, R55)."""
    feedback: FeedbackDue
    windows: str
    """When punches count, in words."""
    qualified: int
    """Trainees who have reached the 80 percent."""
    beyond_reach: int
    """Trainees who no longer can."""
    credited_halves: int
    """Of all trainees together."""


def consequences(field: AmendedField, now: Reckoned, then: Reckoned) -> tuple[Consequence, ...]:
    """Whatever moves, and of what stands whatever one would ask about."""
    found = (*_of_checks(now, then), *_of_feedback(now, then), *_of_hours(field, now, then))
    told = [Consequence("告知", "—", "市本级（须查班的依据有变化）")] if field in TOLD_TO_THE_CITY else []
    return (*found, *told)


def of_project(now: tuple[int, int, int], then: tuple[int, int, int]) -> tuple[Consequence, ...]:
    """Of each the checks that the city and the district owe, and the halves of hours that qualify."""
    checks, checks_then = (f"市 {city} 次，区 {district} 次" for city, district, _ in (now, then))
    more = then[0] > now[0] or then[1] > now[1]
    needed, needed_then = _needed(now[2]), _needed(then[2])
    return (
        Consequence("须查班", checks, checks_then, CLAUSES["R41"], more),
        Consequence("合格所需课时", needed, needed_then, CLAUSES["R46"], then[2] > now[2]),
    )


def of_machine(gained_punches: int) -> tuple[Consequence, ...]:
    """What the class gets with another machine, or with any of them."""
    if not gained_punches:
        return ()
    what = "别的考勤机上已有的打卡"
    return (Consequence(what, "不计学时", f"{gained_punches} 次计入学时", weighs=True),)


def notes_on(messages: Iterator[str]) -> tuple[Consequence, ...]:
    """What filing would point out of the class as it would be."""
    return tuple(Consequence("提醒", "—", each, weighs=True) for each in messages)


def seen_of(found: tuple[Consequence, ...]) -> str:
    """A mark of what was shown: whoever decides acts on that and on nothing else."""
    lines = (f"{each.what}\t{each.before}\t{each.after}" for each in found)
    return sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]


def _of_checks(now: Reckoned, then: Reckoned) -> Iterator[Consequence]:
    clause = CLAUSES["R41"] if max(now.checks, then.checks) > 1 else CLAUSES["R40"]
    more = then.checks > now.checks
    yield Consequence("须查班", _checks(now.checks), _checks(then.checks), clause, more)


def _of_feedback(now: Reckoned, then: Reckoned) -> Iterator[Consequence]:
    before, after = (_until(each.feedback) for each in (now, then))
    yield Consequence("反馈截止", before, after, CLAUSES["R07"], then.feedback.is_guessed)


def _of_hours(field: AmendedField, now: Reckoned, then: Reckoned) -> Iterator[Consequence]:
    clause = CLAUSES["R46"] if then.needed_halves else CLAUSES["R55"]
    yield Consequence("合格所需课时", _needed(now.needed_halves), _needed(then.needed_halves), clause)
    if now.windows != then.windows:
        yield Consequence("打卡有效时间", now.windows, then.windows, CLAUSES["R45"])
        credited, credited_then = hours(now.credited_halves), hours(then.credited_halves)
        loses = then.credited_halves < now.credited_halves
        yield Consequence("全班已计课时（已上的课重新计算）", credited, credited_then, weighs=loses)
    if field in PEOPLE:
        yield Consequence("已合格", f"{now.qualified} 人", f"{then.qualified} 人")
        lost = then.beyond_reach > now.beyond_reach
        before, after = f"{now.beyond_reach} 人", f"{then.beyond_reach} 人"
        yield Consequence("已不能达标的学员", before, after, weighs=lost)


def _checks(each: int) -> str:
    return f"市 {each} 次，区 {each} 次" if each else "不作要求"


def _needed(halves: int) -> str:
    return hours(halves) if halves else "不按课时比例评定"


def _until(due: FeedbackDue) -> str:
    guess = "（放假安排未公布，暂推算）" if due.is_guessed else ""
    return f"{due.due_on} 24:00{guess}"
