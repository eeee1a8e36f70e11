"""就业率、创业成功率: what became of the qualified, by the last answer in its window; pure (R11).

The two figures are a number of people each, over all who were to be asked: whoever could not be reached, was
not asked, or was found to be otherwise stays below the line and never stands above it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Self

from training.follow_ups.terms import WorkStatus

FEW = 10
"""Of fewer people a rate says little; the page says so."""
NOBODY = "—"


@dataclass(frozen=True)
class Person:
    """One qualified person at one step: by which key, and on which day it was due."""

    key: int
    due_on: date


@dataclass(frozen=True)
class Answer:
    """One answer of a step as far as it counts; `agrees` is what a back-check found, else None.

    `is_unconfirmed`: it was asked again, and nobody was reached.
    """

    person: int
    ordinal: int
    status: WorkStatus
    recorded_on: date
    has_proof: bool = False
    is_registered: bool = False
    """自主创业 with 统一社会信用代码."""
    agrees: bool | None = None
    is_unconfirmed: bool = False


@dataclass(frozen=True)
class Rate:
    """Numbers of people; all but those of `proved`, `unconfirmed` and `people` itself are `people`."""

    people: int = 0
    unasked: int = 0
    unreachable: int = 0
    disproved: int = 0
    """复核不符: what was answered was found to be otherwise."""
    employed: int = 0
    started: int = 0
    flexible: int = 0
    out_of_work: int = 0
    elsewhere: int = 0
    """升学参军."""
    employed_proved: int = 0
    """Of the employed those with 佐证, or whom insurance data bear out."""
    started_proved: int = 0
    """Of those who started a business those with 佐证 or 统一社会信用代码."""
    unconfirmed: int = 0
    """复核未联系上: of those of whom something is known, whom the city drew, called and did not reach."""

    def __add__(self, other: Self) -> "Rate":
        names = (each.name for each in fields(self))
        return Rate(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def asked(self) -> int:
        """Of whom something was recorded in time."""
        return self.people - self.unasked

    @property
    def reached(self) -> int:
        return self.asked - self.unreachable

    @property
    def is_of_few(self) -> bool:
        return 0 < self.people < FEW


COLUMNS: Mapping[WorkStatus, str] = {
    WorkStatus.EMPLOYED: "employed",
    WorkStatus.SELF_EMPLOYED: "started",
    WorkStatus.FLEXIBLE: "flexible",
    WorkStatus.OUT_OF_WORK: "out_of_work",
    WorkStatus.STUDY_OR_SERVICE: "elsewhere",
    WorkStatus.UNREACHABLE: "unreachable",
}


def rates(people: Iterable[Person], answers: Iterable[Answer], window_days: int) -> Rate:
    """掌握培训后就业率和创业成功率: everybody once, by the last answer recorded until so many days after the
    step was due (R11)."""
    given: dict[int, list[Answer]] = {}
    for each in answers:
        given.setdefault(each.person, []).append(each)
    counted = (_of_one(each, given.get(each.key, ()), window_days) for each in people)
    return sum(counted, Rate())


def _of_one(person: Person, answers: Iterable[Answer], window_days: int) -> Rate:
    last_day = person.due_on + timedelta(days=window_days)
    in_time = [each for each in answers if each.recorded_on <= last_day]
    if not in_time:
        return Rate(people=1, unasked=1)
    last = max(in_time, key=lambda each: each.ordinal)
    if is_disproved(last, in_time):
        return Rate(people=1, disproved=1)
    beside = _proved(last) | {"unconfirmed": int(is_unconfirmed(last, in_time))}
    return Rate(**{"people": 1, COLUMNS[last.status]: 1} | beside)


def is_disproved(last: Answer, in_time: Iterable[Answer]) -> bool:
    """Whoever was found to have been told of wrongly is not made right by another answer, but only by one of
    which the city was told the same."""
    return last.agrees is not True and any(each.agrees is False for each in in_time)


def is_unconfirmed(last: Answer, in_time: Iterable[Answer]) -> bool:
    """Another answer does not make one of whom the city reached nobody a confirmed one; a step that is
    联系不上 anyway says so itself."""
    is_known = last.status is not WorkStatus.UNREACHABLE
    return is_known and last.agrees is not True and any(each.is_unconfirmed for each in in_time)


def _proved(last: Answer) -> dict[str, int]:
    if last.status is WorkStatus.EMPLOYED:
        return {"employed_proved": int(last.has_proof)}
    if last.status is WorkStatus.SELF_EMPLOYED:
        return {"started_proved": int(last.has_proof or last.is_registered)}
    return {}


def permille(some: int, people: int) -> int | None:
    """Thousandths, rounded down; None of nobody."""
    return 1000 * some // people if people else None


def percent_words(some: int, people: int) -> str:
    """62.5%, rounded down to one decimal; a dash of nobody."""
    share = permille(some, people)
    return NOBODY if share is None else f"{share // 10}.{share % 10}%"


def unreachable_words(rate: Rate) -> str:
    """Always beside the figure; whom the city called in vain, where there is anybody."""
    again = f"，复核未联系上 {rate.unconfirmed} 人" if rate.unconfirmed else ""
    return f"联系不上 {rate.unreachable} 人{again}"


def share_words(some: int, rate: Rate) -> str:
    """62.5%（5/8）."""
    return f"{percent_words(some, rate.people)}（{some}/{rate.people}）"


def rate_words(rate: Rate) -> str:
    """Both figures in one line, the unreachable with them."""
    both = f"就业率 {share_words(rate.employed, rate)}，创业成功率 {share_words(rate.started, rate)}"
    return f"{both}，{unreachable_words(rate)}"
