"""补贴标准: which line of a set is for a class, what it comes to, and what is wrong with a set (R47, R61)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from training.claims.terms import Payee
from training.errors import NotRight
from training.notice.class_hours import hours
from training.notice.identity import compact
from training.notice.money import yuan
from training.notice.terms import ClassKind, Fund
from training.teachers.rules.levels import same_level

MOST_LINES = 300
"""Of one set: what fits on a page."""
MOST_HALVES = 2 * 5_000
MOST_FEN = 100_000_00
"""十万元 for one person: more is a slip of the pen."""
WHOLE = 100


@dataclass(frozen=True)
class Standard:
    """One line of a set: hours in halves, both ends included; an empty trade or level is any."""

    kind: ClassKind
    trade: str
    level: str
    halves_from: int
    halves_until: int
    amount_fen: int
    mixed_percent: int
    payee: Payee
    fund: Fund
    id: int | None = None
    """None of one that is not written yet."""


@dataclass(frozen=True)
class ClassFacts:
    """What of a class its standard depends on."""

    kind: ClassKind
    trade: str
    level: str
    halves: int
    is_mixed: bool
    """Some lesson of it was taught online."""


@dataclass(frozen=True)
class Price:
    """核价: what is paid for each person of a class, out of which fund, to whom."""

    amount_fen: int
    fund: Fund
    payee: Payee
    standard_id: int | None
    """None where the standard of the class's own project holds."""


class NoStandard(NotRight):
    """Nothing says what is paid for this class; it is never paid for with nothing."""


class NoneForClass(NoStandard):
    """No line of the standards in force fits it."""

    def __init__(self, own: ClassFacts):
        said = "、".join(
            each for each in (own.kind, own.trade, own.level, f"{hours(own.halves)} 课时") if each
        )
        super().__init__(
            f"开班那天生效的补贴标准里没有“{said}”这一项，不能核定金额。"
            "请先在工作台“补贴标准”里写入新一版，由另一位同事同意后再核定。"
        )


class NoProjectOfClass(NoStandard):
    """项目制: the project's own standard holds, and there is no project."""

    def __init__(self) -> None:
        super().__init__("这个班是项目制，还没有归入项目，没有补贴标准；请先在班级页把它归入项目。")


class PayeeUnclear(NoStandard):
    """收款方 of a project is free text, and nobody guesses who that is."""

    def __init__(self, project: str, payee: str):
        super().__init__(
            f"项目 {project} 的收款方写的是“{payee}”，看不出拨给谁。请登记这个项目的新一版，"
            f"收款方写“{Payee.INSTITUTION.value}”或“{Payee.TRAINEE.value}”，再把班归入新一版。"
        )


def standard_for(standards: Iterable[Standard], own: ClassFacts) -> Standard:
    """The line that fits: one that names the trade before one that does not, then the level (R47).

    Both ends of its hours are included. Raises NoneForClass; never nothing.
    """
    fitting = [each for each in standards if _fits(each, own)]
    if not fitting:
        raise NoneForClass(own)
    return max(fitting, key=lambda each: (each.trade != "", each.level != ""))


def amount_of(standard: Standard, *, is_mixed: bool) -> int:
    """Fen for each person, rounded down to a fen; of a class that was partly online so much of it (R61)."""
    return standard.amount_fen * (standard.mixed_percent if is_mixed else WHOLE) // WHOLE


def price_by(standards: Iterable[Standard], own: ClassFacts) -> Price:
    """Raises NoneForClass."""
    found = standard_for(standards, own)
    return Price(amount_of(found, is_mixed=own.is_mixed), found.fund, found.payee, found.id)


def price_of_project(number: str, standard_fen: int, fund: Fund, payee: str) -> Price:
    """项目制: the standard that was agreed with finance (R48); raises PayeeUnclear."""
    for each in Payee:
        if compact(payee) == each:
            return Price(standard_fen, fund, each, None)
    raise PayeeUnclear(number, payee)


def standard_findings(lines: Sequence[Standard]) -> list[str]:
    """In words what is wrong with a set, the first lines first; nothing where it may be written."""
    if not lines:
        return ["一项标准也没有。"]
    if len(lines) > MOST_LINES:
        return [f"有 {len(lines)} 项，一版最多 {MOST_LINES} 项。"]
    own = [f"第 {place} 项：{what}" for place, each in enumerate(lines, 1) for what in _faults(each)]
    return own + [_both(one, other) for one, other in _equals(lines)]


def _fits(line: Standard, own: ClassFacts) -> bool:
    return (
        line.kind is own.kind
        and _same_or_any(compact(line.trade), compact(own.trade))
        and _same_or_any(same_level(compact(line.level)), same_level(compact(own.level)))
        and line.halves_from <= own.halves <= line.halves_until
    )


def _same_or_any(said: str, own: str) -> bool:
    return said in ("", own)


def _faults(line: Standard) -> Iterator[str]:
    if line.kind is ClassKind.PROJECT:
        yield "项目制班按项目自己的补贴标准核价，不写在这里。"
    if not 0 < line.halves_from <= line.halves_until:
        yield "课时止不能小于课时起，课时起要大于 0。"
    if line.halves_until > MOST_HALVES:
        yield f"课时止超过 {hours(MOST_HALVES)}。"
    if not 0 < line.amount_fen <= MOST_FEN:
        yield f"金额要大于 0，最多 {yuan(MOST_FEN)} 元。"
    if not 0 < line.mixed_percent <= WHOLE:
        yield "线上线下混合比例要在 1 到 100 之间。"
    elif line.amount_fen > 0 and amount_of(line, is_mixed=True) == 0:
        yield "按线上线下混合比例算出来不到一分钱。"


def _equals(lines: Sequence[Standard]) -> Iterator[tuple[int, int]]:
    """Two that would fit one class equally: nobody could say which holds."""
    for (one, first), (other, second) in combinations(enumerate(lines, 1), 2):
        if _named(first) == _named(second) and _overlap(first, second):
            yield one, other


def _named(line: Standard) -> tuple[ClassKind, str, str]:
    return line.kind, compact(line.trade), same_level(compact(line.level))


def _overlap(one: Standard, other: Standard) -> bool:
    return one.halves_from <= other.halves_until and other.halves_from <= one.halves_until


def _both(one: int, other: int) -> str:
    return f"第 {one} 项和第 {other} 项是同一类班，课时有重叠，分不清按哪一项。"
