"""反馈函: what the letter to a district says, and its number, one series a year (R07, R28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

GUESS = "，放假安排未公布时按法定节日和周末推算"


@dataclass(frozen=True)
class Letterhead:
    """发文机关 and 机关代字: who writes, and what its numbers begin with."""

    office: str
    series: str


@dataclass(frozen=True)
class LetterFacts:
    """What a letter is made of, all of it as it stood when the feedback was sent."""

    letterhead: Letterhead
    number: str
    district: str
    institution: str
    class_number: str
    class_name: str
    starts_on: date
    ends_on: date
    due_on: date
    due_is_guessed: bool
    results: Sequence[Mapping[str, Any]]
    opinion: str
    sent_by: str
    sent_on: date


@dataclass(frozen=True)
class Letter:
    """The parts of a letter, from above to below."""

    office: str
    number: str
    title: tuple[str, ...]
    """Its lines, cut by what they mean."""
    addressee: str
    paragraphs: tuple[str, ...]
    sent_by: str
    day: str


def letter_number(series: str, year: int, ordinal: int) -> str:
    """发文字号: the year stands in hexagonal brackets, the ordinal without noughts before it (GB/T 9704)."""
    return f"{series}〔{year}〕{ordinal}号"


def next_ordinal(last: int | None) -> int:
    """Every year begins with 1."""
    return (last or 0) + 1


def write_letter(facts: LetterFacts) -> Letter:
    return Letter(
        office=facts.letterhead.office,
        number=facts.number,
        title=(f"关于{facts.class_name}", "检查情况的反馈函"),
        addressee=f"{facts.district}人力资源和社会保障部门：",
        paragraphs=(_opening(facts), *_results(facts), *_opinion(facts), _closing()),
        sent_by=facts.sent_by,
        day=_day(facts.sent_on),
    )


def _opening(facts: LetterFacts) -> str:
    count = len(facts.results)
    checked = f"市本级对该班检查 {count} 次，结果如下" if count else "市本级没有检查过该班"
    return (
        f"{facts.institution}举办的{facts.class_name}（班号 {facts.class_number}），"
        f"培训时间 {_day(facts.starts_on)}至{_day(facts.ends_on)}。{checked}。"
        f"现按规定在结业后反馈（期限 {_day(facts.due_on)}{GUESS * facts.due_is_guessed}）。"
    )


def _results(facts: LetterFacts) -> list[str]:
    return [_result(place, each) for place, each in enumerate(facts.results, 1)]


def _result(place: int, result: Mapping[str, Any]) -> str:
    held_on = _day(date.fromisoformat(result["held_on"]))
    said = "；".join(result["conditions"])
    return f"{place}. {held_on}，检查编号 {result['number']}，{result['state']}。" + (
        f"{said}。" if said else ""
    )


def _opinion(facts: LetterFacts) -> list[str]:
    return [f"督查意见：{facts.opinion}"] if facts.opinion else []


def _closing() -> str:
    return "请收到后在查班系统“抽查反馈”中确认收悉；如有意见，请一并答复。"


def _day(day: date) -> str:
    """成文日期: in Arabic numerals, without noughts before them."""
    return f"{day.year}年{day.month}月{day.day}日"
