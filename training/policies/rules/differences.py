"""How one set of numbers stands to another: weaker, stricter or otherwise (R47)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from training.notice.policy import Policy
from training.notice.policy_words import NUMBERS, Number, Stricter, value_words


class Stand(StrEnum):
    """比市里: what a value asks for, beside the city's."""

    SAME = "与市里相同"
    WEAKER = "低于市里"
    STRICTER = "严于市里"
    OTHER = "与市里不同"


@dataclass(frozen=True)
class Difference:
    """One number of two policies; values as `Policy.to_numbers` gives them."""

    number: Number
    own: int | str
    other: int | str
    stand: Stand


def compared(own: Policy, other: Policy) -> tuple[Difference, ...]:
    """Every number but the first day, in the order of the rules."""
    return tuple(_compared(own.to_numbers(), other.to_numbers()))


def differing(own: Policy, other: Policy) -> tuple[Difference, ...]:
    return tuple(each for each in compared(own, other) if each.own != each.other)


def weaker(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those that ask for less than the other does."""
    return tuple(each for each in differences if each.stand is Stand.WEAKER)


def _compared(own: dict[str, int | str], other: dict[str, int | str]) -> Iterator[Difference]:
    for name, number in NUMBERS.items():
        yield Difference(number, own[name], other[name], _stand(number, own[name], other[name]))


def _stand(number: Number, own: int | str, other: int | str) -> Stand:
    if own == other:
        return Stand.SAME
    if number.stricter is Stricter.NEITHER or isinstance(own, str) or isinstance(other, str):
        return Stand.OTHER
    asks_more = own > other if number.stricter is Stricter.MORE else own < other
    return Stand.STRICTER if asks_more else Stand.WEAKER


def weaker_words(found: Iterable[Difference]) -> str:
    """As a sentence tells them: 查班时总出勤率 75 %（市里 80 %）."""
    return "、".join(map(_weaker_words, found))


def _weaker_words(own: Difference) -> str:
    here, there = (value_words(own.number, each) for each in (own.own, own.other))
    return f"{own.number.words} {here}（市里 {there}）"
