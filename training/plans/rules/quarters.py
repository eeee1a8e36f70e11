"""季度: from which day to which it goes, and how it is named."""

from dataclasses import dataclass
from datetime import date, timedelta

from training.errors import NotRight

FIRST_YEAR, LAST_YEAR = 2023, 2099
NAMES = ("一", "二", "三", "四")


class BadQuarter(NotRight):
    """There is no such year or quarter here."""

    def __init__(self) -> None:
        super().__init__(f"年度请写 {FIRST_YEAR} 到 {LAST_YEAR}，季度请选 1 到 4。")


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a year; raises BadQuarter where there is none."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR or not 1 <= self.number <= len(NAMES):
            raise BadQuarter

    @property
    def words(self) -> str:
        return f"{self.year} 年第{NAMES[self.number - 1]}季度"

    @property
    def key(self) -> int:
        """As an address has it: 20262."""
        return self.year * 10 + self.number

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


def quarter_of(day: date) -> Quarter:
    """Of a class it is the one in which its first day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(year: str, number: str) -> Quarter:
    """As a form or a workbook has it; raises BadQuarter."""
    if not (year.isascii() and year.isdecimal() and number.isascii() and number.isdecimal()):
        raise BadQuarter
    return Quarter(int(year[:6]), int(number[:3]))
