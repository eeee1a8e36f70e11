"""A version of the standards: from when it may hold, what is other in it, what is above the city's (R47)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from training.eligibility.rules.standards import (
    ClassFacts,
    NoStandard,
    Standard,
    amount_of,
    standard_for,
)
from training.errors import NotNow, NotRight
from training.notice.class_hours import hours
from training.notice.identity import compact
from training.notice.money import yuan
from training.teachers.rules.levels import same_level

MOST_TOLD = 5


class BadStandards(NotRight):
    """The lines are no set that could be paid by."""

    def __init__(self, findings: Sequence[str]):
        more = f"（另有 {len(findings) - MOST_TOLD} 处）" if len(findings) > MOST_TOLD else ""
        super().__init__("".join(findings[:MOST_TOLD]) + more)
        self.findings = tuple(findings)


class PaperMissing(NotRight):
    """Standards rest on a paper of the office, and are known by its number."""

    def __init__(self) -> None:
        super().__init__("请填写文号；补贴标准要写明依据哪份文件。")


class BeginsTooEarly(NotRight):
    """It would change what is paid for classes that have begun."""

    def __init__(self, first: date):
        super().__init__(
            f"生效日期 {first} 已经过去，会改变已经开班的班的标准，不能写。请写今天或以后的日期。"
        )


class DraftTooOld(NotNow):
    """Its first day passed while it waited."""

    def __init__(self, first: date):
        super().__init__(
            f"这一版从 {first} 起生效，那天已经过去，同意了会改变已经开班的班。请退回，另写一版。"
        )


class AnotherSetWaits(NotNow):
    """One draft at a time for one place."""

    def __init__(self, by: str):
        super().__init__(f"这里已有 {by} 写的一版在等第二人；请先同意或退回那一版，再写新的。")


class SetDecided(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("这一版已经办过了；请刷新看最新状态。")


@dataclass(frozen=True)
class Firsts:
    """The first days of the earliest sets in force: of the place itself, and of the city."""

    own: date | None
    city: date | None


def may_begin(first: date, today: date, firsts: Firsts) -> bool:
    """From today on; earlier only where by that nothing changes for any class that has a standard."""
    if first >= today:
        return True
    if firsts.own is None:
        return firsts.city is None
    return first < firsts.own and (firsts.city is None or firsts.own <= firsts.city)


@dataclass(frozen=True)
class Changed:
    """One thing of two versions: new where nothing was before, gone where nothing is now."""

    before: Standard | None
    now: Standard | None


def changes_between(before: Sequence[Standard], now: Sequence[Standard]) -> tuple[Changed, ...]:
    """In the order of the later one, then what is gone; what is the same in both is no change."""
    old = {_thing(each): replace(each, id=None) for each in before}
    new = {_thing(each): replace(each, id=None) for each in now}
    later = (Changed(old.get(key), each) for key, each in new.items() if old.get(key) != each)
    gone = (Changed(each, None) for key, each in old.items() if key not in new)
    return (*later, *gone)


def above(own: Sequence[Standard], city: Sequence[Standard]) -> tuple[tuple[Standard, Standard], ...]:
    """Lines by which a class is paid more than the city's would, each with that of the city's (R47)."""
    found = ((line, _dearer(line, own, city)) for line in own)
    return tuple((line, other) for line, other in found if other is not None)


def above_words(found: Sequence[tuple[Standard, Standard]]) -> str:
    """As a sentence tells them: 普通电工 40～80 课时 1,200.00 元（市里 1,000.00 元）."""
    told = "、".join(
        f"{words_of(own)} {_sum(own, other)}（市里 {_sum(other, own)}）" for own, other in found[:MOST_TOLD]
    )
    return told + (f"等 {len(found)} 项" if len(found) > MOST_TOLD else "")


def words_of(own: Standard) -> str:
    """What it is for: 普通电工五级 40～80 课时."""
    return f"{own.kind}{own.trade}{own.level} {hours(own.halves_from)}～{hours(own.halves_until)} 课时"


def _sum(own: Standard, other: Standard) -> str:
    """With the share of mixed classes where that is other too."""
    mixed = f"、混合 {own.mixed_percent}%" if own.mixed_percent != other.mixed_percent else ""
    return f"{yuan(own.amount_fen)} 元{mixed}"


def _thing(own: Standard) -> tuple[str, str, str, int, int]:
    return own.kind, compact(own.trade), same_level(compact(own.level)), own.halves_from, own.halves_until


def _dearer(line: Standard, own: Sequence[Standard], city: Sequence[Standard]) -> Standard | None:
    """The first line of the city's beside which this one pays more for one and the same class."""
    for other in city:
        if _pays_more(line, other):
            for facts in _of_both(line, other):
                if _chosen(own, facts) == line and _chosen(city, facts) == other:
                    return other
    return None


def _pays_more(line: Standard, other: Standard) -> bool:
    return any(amount_of(line, is_mixed=each) > amount_of(other, is_mixed=each) for each in (True, False))


def _of_both(line: Standard, other: Standard) -> Iterator[ClassFacts]:
    """The shortest and the longest class that both are for; none where there is no such class."""
    first, last = max(line.halves_from, other.halves_from), min(line.halves_until, other.halves_until)
    if line.kind is not other.kind or first > last:
        return
    for halves in {first, last}:
        trade, level = line.trade or other.trade, line.level or other.level
        yield ClassFacts(line.kind, trade, level, halves, is_mixed=False)


def _chosen(lines: Sequence[Standard], own: ClassFacts) -> Standard | None:
    try:
        return standard_for(lines, own)
    except NoStandard:
        return None
