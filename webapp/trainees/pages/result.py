"""合格 or 不合格, and why, in a trainee's words (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.records.results import QualifiedPerson
from training.results.rules.people import mark_words
from training.results.terms import Result
from training.results.views.own_result import OwnResult
from webapp.trainees.pages.days import Line

SIGNS = {"good": "✓", "bad": "✗", "quiet": "·"}
CLASS_FAILED = "班级评定不合格，这个班不发培训合格证书。您的课时记录照常保留。"


@dataclass(frozen=True)
class ResultPage:
    """The word, its tone, one sentence, and line by line what it rests on."""

    result: str
    tone: str
    sentence: str
    lines: tuple[Line, ...]
    reason: str
    """What the district wrote where it decided otherwise than by the hours."""


def result_page(own: OwnResult) -> ResultPage:
    is_good, person = own.result is Result.QUALIFIED, own.person
    return ResultPage(
        own.result.value,
        "good" if is_good else "bad",
        _sentence(own),
        tuple(_lines(own)),
        person.reason if person else "",
    )


def _sentence(own: OwnResult) -> str:
    person = own.person
    if person is None:
        return CLASS_FAILED
    if person.decision is Result.QUALIFIED:
        return "您这个班培训合格。"
    lacks = person.needed_halves - person.credited_halves
    if lacks > 0:
        return f"课时不够，还差 {hours(lacks)} 课时，不发培训合格证书。"
    if person.proposal is Result.UNQUALIFIED:
        return "考核成绩没有达到要求，不发培训合格证书。"
    return "旗县区认定不合格，不发培训合格证书。"


def _lines(own: OwnResult) -> Iterator[Line]:
    signed, person = own.verdict.in_force_at or own.verdict.signed_at, own.person
    yield _line(
        "班级", f"{_day(signed)}评定{own.verdict.verdict}", is_met=own.verdict.verdict is Result.QUALIFIED
    )
    if person is None:
        return
    credited, needed = hours(person.credited_halves), hours(person.needed_halves)
    if person.needed_halves:
        is_met = person.credited_halves >= person.needed_halves
        yield _line("课时", f"累计 {credited}，需要 {needed}", is_met=is_met)
    else:
        yield Line(SIGNS["quiet"], "课时", f"累计 {credited}，创业培训不按课时评定", "quiet")
    yield from _marks(person)


def _marks(person: QualifiedPerson) -> Iterator[Line]:
    if person.theory_tenths is not None or person.practice_tenths is not None:
        theory, practice = mark_words(person.theory_tenths), mark_words(person.practice_tenths)
        yield Line(SIGNS["quiet"], "考核", f"理论 {theory}，实操 {practice}", "quiet")


def _line(label: str, words: str, *, is_met: bool) -> Line:
    tone = "good" if is_met else "bad"
    return Line(SIGNS[tone], label, words, tone)


def _day(moment: datetime) -> str:
    day = shanghai_day(moment)
    return f"{day.month}月{day.day}日"
