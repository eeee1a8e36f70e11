"""An arrangement of 2027 that is INVENTED for the tests: nobody knows the real one as this is written."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from training.calendar.rules.plausible import NamedDay
from training.calendar.sheets.arrangement import Arrangement

FREE_SPANS = {
    "元旦": (date(2027, 1, 1), date(2027, 1, 4)),
    "春节": (date(2027, 2, 5), date(2027, 2, 11)),
    "清明节": (date(2027, 4, 3), date(2027, 4, 5)),
    "劳动节": (date(2027, 5, 1), date(2027, 5, 5)),
    "端午节": (date(2027, 6, 9), date(2027, 6, 9)),
    "中秋节": (date(2027, 9, 15), date(2027, 9, 15)),
    "国庆节": (date(2027, 10, 1), date(2027, 10, 7)),
}
WORKED = {
    date(2027, 1, 9): "元旦",
    date(2027, 2, 20): "春节",
    date(2027, 4, 25): "劳动节",
    date(2027, 9, 26): "国庆节",
    date(2027, 10, 9): "国庆节",
}


def invented_days() -> list[NamedDay]:
    free = [
        NamedDay(first + timedelta(days=offset), False, name)
        for name, (first, last) in FREE_SPANS.items()
        for offset in range((last - first).days + 1)
    ]
    return free + [NamedDay(day, True, name) for day, name in WORKED.items()]


def an_arrangement(days: Iterable[NamedDay] | None = None, year: int = 2027) -> Arrangement:
    return Arrangement(year, "", list(invented_days() if days is None else days))


def write_arrangement(path: Path, *more: str) -> Path:
    """As a clerk fills in the template, spans as spans; `more` are lines below."""
    free = [f"{first}至{last},放假,{name}" for name, (first, last) in FREE_SPANS.items()]
    worked = [f"{day},上班,{name}" for day, name in WORKED.items()]
    path.write_text("\n".join(["日期,安排,节日", *free, *worked, *more]), encoding="utf-8")
    return path
