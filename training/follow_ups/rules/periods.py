"""期间: of which year or quarter people were found qualified; pure."""

from dataclasses import dataclass
from datetime import date

from training.plans.rules.quarters import FIRST_YEAR, LAST_YEAR, BadQuarter, Quarter, quarter_of


@dataclass(frozen=True)
class Period:
    """A year, or one quarter of it where `quarter` is not 0; raises BadQuarter where there is none."""

    year: int
    quarter: int = 0

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise BadQuarter
        if self.quarter:
            Quarter(self.year, self.quarter)

    @property
    def first(self) -> date:
        return Quarter(self.year, self.quarter or 1).first

    @property
    def last(self) -> date:
        return Quarter(self.year, self.quarter or 4).last

    @property
    def words(self) -> str:
        return Quarter(self.year, self.quarter).words if self.quarter else f"{self.year} 年"


def year_of(today: date) -> Period:
    return Period(quarter_of(today).year)


def read_period(year: str, quarter: str) -> Period:
    """As an address has it, an empty quarter for the whole year; raises BadQuarter."""
    parts = (year, quarter or "0")
    if not all(each.isascii() and each.isdecimal() and len(each) <= 4 for each in parts):
        raise BadQuarter
    return Period(int(year), int(quarter or "0"))
