"""What was typed into the form of rules, read number by number; pure."""

import re
from collections.abc import Mapping
from datetime import date

from training.errors import NotRight
from training.notice.policy_numbers import range_of
from training.notice.policy_words import A_CLOCK, A_DAY, NUMBERS, YES_OR_NO, Number

FIRST_DAY = "effective_from"
CLOCK = re.compile(r"([0-2]?[0-9])[:：]([0-5][0-9])")
LONGEST_DAY = 24 * 60


class WrongNumber(NotRight):
    """One number is none, or outside what it can be."""

    def __init__(self, number: Number, wanted: str):
        super().__init__(f"“{number.words}”应为{wanted}，请改好再提交。")
        self.number = number


class NoFirstDay(NotRight):
    """Nobody could say which classes the version is for."""

    def __init__(self) -> None:
        super().__init__("请写明从哪一天起备案的班用这一版。")


def read_numbers(typed: Mapping[str, str]) -> dict[str, int | str]:
    """Every number and the first day, as a rule set takes them; raises WrongNumber, NoFirstDay."""
    numbers = {name: _value(number, typed.get(name, "").strip()) for name, number in NUMBERS.items()}
    return numbers | {FIRST_DAY: _first_day(typed.get(FIRST_DAY, ""))}


def shown_value(number: Number, value: int | str) -> str:
    """As the field of the form holds it."""
    if number.unit == A_CLOCK:
        hour, minute = divmod(int(value), 60)
        return f"{hour:02}:{minute:02}"
    return str(value)


def _value(number: Number, typed: str) -> int | str:
    if number.unit == A_DAY:
        return _day(number, typed)
    if number.unit == A_CLOCK:
        return _clock(number, typed)
    lowest, highest = (0, 1) if number.unit == YES_OR_NO else range_of(number.name)
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(highest)):
        raise WrongNumber(number, f" {lowest} 至 {highest} 的整数")
    if not lowest <= int(typed) <= highest:
        raise WrongNumber(number, f" {lowest} 至 {highest} 的整数")
    return int(typed)


def _day(number: Number, typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise WrongNumber(number, "一个日期") from error


def _clock(number: Number, typed: str) -> int:
    """Of a day from 00:00 to its end at 24:00."""
    found = CLOCK.fullmatch(typed)
    minutes = int(found[1]) * 60 + int(found[2]) if found else LONGEST_DAY + 1
    if minutes > LONGEST_DAY:
        raise WrongNumber(number, "一个时刻，如 08:30")
    return minutes


def _first_day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise NoFirstDay from error
