"""Rules as their pages show them: every number with the notice's words and the city's; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.notice.clauses import CLAUSES
from training.notice.policy import Policy
from training.notice.policy_words import A_CLOCK, A_DAY, SECTIONS, YES_OR_NO, Number, value_words
from training.policies.rules.differences import Difference, Stand, compared
from training.records.classes.districts import RuleSet
from webapp.desk.rules.pages.rule_form import shown_value

WHOLE_CITY = "全市"
SILENT = "通知没有写，各地惯例"
TONES = {Stand.WEAKER: "warn", Stand.STRICTER: "good", Stand.OTHER: "now", Stand.SAME: ""}
KINDS = {YES_OR_NO: "choice", A_DAY: "date", A_CLOCK: "clock"}


@dataclass(frozen=True)
class NumberLine:
    """One number: its words, value and unit, the field it is typed into, the notice, the city's."""

    name: str
    words: str
    value: str
    in_words: str
    unit: str
    kind: str
    """Of its field: choice, date, clock or number."""
    clause: str
    city: str
    stand: str
    tone: str
    is_other: bool


@dataclass(frozen=True)
class PartOfRules:
    """One part of the rules under its title."""

    title: str
    lines: tuple[NumberLine, ...]


def parts_of(policy: Policy, city: Policy, typed: Mapping[str, str] | None = None) -> tuple[PartOfRules, ...]:
    """Every number; after a refusal with what was typed."""
    found = {each.number.name: each for each in compared(policy, city)}
    return tuple(
        PartOfRules(title, tuple(_line(found[each.name], typed or {}) for each in numbers))
        for title, numbers in SECTIONS
    )


def _line(own: Difference, typed: Mapping[str, str]) -> NumberLine:
    number = own.number
    return NumberLine(
        name=number.name,
        words=number.words,
        value=typed.get(number.name, shown_value(number, own.own)),
        in_words=value_words(number, own.own),
        unit="" if number.unit in KINDS else number.unit,
        kind=KINDS.get(number.unit, "number"),
        clause=CLAUSES.get(number.clause, ""),
        city=value_words(number, own.other),
        stand=_stand_words(own, number),
        tone=TONES[own.stand],
        is_other=own.stand is not Stand.SAME,
    )


def _stand_words(own: Difference, number: Number) -> str:
    """A count that is weaker says by how much."""
    is_count = type(own.own) is int and type(own.other) is int and number.unit not in KINDS
    if own.stand is not Stand.WEAKER or not is_count:
        return own.stand
    by = abs(int(own.own) - int(own.other))
    return f"{own.stand} {by} {'点' if number.unit == '%' else number.unit}"


@dataclass(frozen=True)
class ChangeLine:
    """One number that a new version changes: from, to, and how it stands to the city's then."""

    words: str
    before: str
    after: str
    clause: str
    stand: str
    tone: str


def change_lines(before: Policy, after: Policy, city: Policy) -> list[ChangeLine]:
    """Only what is changed."""
    to_city = {each.number.name: each for each in compared(after, city)}
    return [
        ChangeLine(
            each.number.words,
            value_words(each.number, each.other),
            value_words(each.number, each.own),
            CLAUSES.get(each.number.clause, ""),
            _stand_words(to_city[each.number.name], each.number),
            TONES[to_city[each.number.name].stand],
        )
        for each in compared(after, before)
        if each.own != each.other
    ]


def tally(differences: Sequence[Difference]) -> str:
    """宽 2 处、严 1 处; empty where all is the city's."""
    counts = {stand: sum(each.stand is stand for each in differences) for stand in Stand}
    said = [f"{stand} {count} 处" for stand, count in counts.items() if count and stand is not Stand.SAME]
    return "，".join(said)


def title_of(own: RuleSet) -> str:
    """青山区 第 2 版."""
    return f"{own.district.name if own.district else WHOLE_CITY} 第 {own.version} 版"


def state_of(own: RuleSet, held: RuleSet | None, today: date) -> tuple[str, str]:
    """In words, and its tone."""
    if own.is_historical:
        return "历史", ""
    if held is not None and own.id == held.id:
        return "现行", "good"
    return ("还没有生效", "now") if own.effective_from > today else ("已被新版本代替", "")
