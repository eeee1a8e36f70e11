"""The autonomous region's figures beside ours, in words and as lines of a workbook (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from training.claims.sheets.claim_sheets import ComparedLine
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.subsidies.views.compare_region_totals import Compared, DistrictYear

PEOPLE_TRAINED, PEOPLE_SUBSIDISED, YUAN = "培训人数", "补贴人数", "补贴金额（元）"
SAME = "一致"


@dataclass(frozen=True)
class Figure:
    """One row of the page's table."""

    title: str
    region: str
    own: str
    difference: str
    """多 2, 少 1,200.00, or that they are the same."""

    @property
    def differs(self) -> bool:
        return self.difference != SAME


def figures_of(year: DistrictYear) -> tuple[Figure, ...]:
    """Theirs first, then ours."""
    people = ((PEOPLE_TRAINED, year.trained), (PEOPLE_SUBSIDISED, year.subsidised))
    counted = (
        Figure(title, f"{each.region:,}", f"{each.own:,}", _more_or_less(each)) for title, each in people
    )
    money = Figure(YUAN, yuan(year.fen.region), yuan(year.fen.own), _more_or_less(year.fen, is_money=True))
    return (*counted, money)


def lines_of(year: DistrictYear) -> Iterator[ComparedLine]:
    """The same as numbers."""
    people = ((PEOPLE_TRAINED, year.trained), (PEOPLE_SUBSIDISED, year.subsidised))
    shown: list[tuple[str, int | Decimal, int | Decimal]] = [
        *((title, each.region, each.own) for title, each in people),
        (YUAN, Decimal(year.fen.region) / 100, Decimal(year.fen.own) / 100),
    ]
    as_of, imported_on = year.as_of.isoformat(), shanghai_day(year.imported_at).isoformat()
    for title, region, own in shown:
        yield ComparedLine(year.year, year.district, title, region, own, as_of, imported_on)


def _more_or_less(compared: Compared, *, is_money: bool = False) -> str:
    if not compared.difference:
        return SAME
    amount = abs(compared.difference)
    return f"{'多' if compared.difference > 0 else '少'} {yuan(amount) if is_money else f'{amount:,}'}"
