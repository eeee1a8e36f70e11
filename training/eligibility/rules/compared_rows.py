"""Lines of a list to compare with, beside one another and beside the list before (R19, R58); pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from training.eligibility.terms import ComparedKind

LACKING = "没有填写；每个类别至少在第一行写明。"
OTHER = "和这个类别上面的不一样；一个文件里一个类别是一份名单，要相同。"
TO_COME = "还没有到，请写数据截到哪一天。"
OTHER_END = "同一个人从同一天起有两种写法，请只留一行。"


class Line(Protocol):
    """What of a line is compared."""

    id_number: str
    source: str
    from_day: date | None
    until_day: date | None
    as_of: date | None

    @property
    def is_good(self) -> bool: ...

    def refuse(self, column: str, value: str, message: str) -> None: ...


Own = TypeVar("Own", bound=Line)
Fault = tuple[str, str, str]
"""Column, value, message."""


def faults_of_kind(
    own: Sequence[Line], as_of: date | None, source: str, today: date
) -> Iterator[tuple[int, Fault]]:
    """By the place of the line: what all lines of a kind must say together, on its first line at least."""
    if as_of is None:
        yield 0, ("数据截止日期", "", LACKING)
    elif as_of > today:
        yield 0, ("数据截止日期", as_of.isoformat(), TO_COME)
    if not source:
        yield 0, ("数据来源", "", LACKING)
    for place, each in enumerate(own):
        if each.as_of not in (None, as_of):
            yield place, ("数据截止日期", str(each.as_of), OTHER)
        if each.source not in ("", source):
            yield place, ("数据来源", each.source, OTHER)


def fresh_of(own: Sequence[Own]) -> list[Own]:
    """Each person and first day once; of two that do not end alike the second is refused."""
    seen: dict[tuple[str, date | None], Own] = {}
    for each in own:
        first = seen.setdefault((each.id_number, each.from_day), each)
        if first.until_day != each.until_day:
            each.refuse("止", str(each.until_day or ""), OTHER_END)
    return list(seen.values())


def size_notice(kind: ComparedKind, own: tuple[date, int], standing: tuple[date, int]) -> str:
    """What whoever confirms should know: by day and people, this list and the one that counts now."""
    (as_of, people), (before, many) = own, standing
    if as_of < before:
        return f"{kind}：已有截止 {before} 的名单（{many:,} 人），这一份截止 {as_of}，比它旧，不用来比对。"
    told = f"{kind}：这一份 {people:,} 人，代替截止 {before} 的 {many:,} 人"
    return f"{told}；少了一半以上，请核对是不是整份名单。" if 2 * people < many else f"{told}。"


def found_notice(kind: ComparedKind, people: int) -> str:
    """How many to whom money was granted already stand on it."""
    return f"{kind}：名单里有已上会或已拨付的 {people} 人，已列入有关旗县区的待办，请核实、追回。"
