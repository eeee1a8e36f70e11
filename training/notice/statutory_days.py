"""What two libraries know of a year: its statutory days (法定节日), and what was arranged around them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import chinese_calendar
from holidays import country_holidays

STATUTORY = frozenset(("元旦", "春节", "农历除夕", "清明节", "劳动节", "端午节", "中秋节", "国庆节"))


@lru_cache(maxsize=64)
def statutory_days(year: int) -> Mapping[date, str]:
    """The days that are free by 《全国年节及纪念日放假办法》, whatever is arranged around them, by name.

    What the law adds for one that falls on a weekend is a matter of the year's arrangement, and not here.
    """
    found = country_holidays("CN", years=year, observed=False, language="zh_CN")
    named = {day: [_bare(each) for each in name.split("; ")] for day, name in found.items()}
    return {day: "、".join(names) for day, names in named.items() if STATUTORY.intersection(names)}


@lru_cache(maxsize=64)
def is_published(year: int) -> bool:
    """Whether the library that follows the State Council's notices knows the arrangement of that year."""
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def published_name(day: date) -> str:
    """The holiday that the day belongs to, empty for others; the year must be published."""
    _, holiday = chinese_calendar.get_holiday_detail(day)
    return str(NAMES.get(holiday or "", "")) if chinese_calendar.is_holiday(day) else ""


def is_published_workday(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


NAMES = {each.value: each.chinese for each in chinese_calendar.Holiday}


def _bare(name: str) -> str:
    return name.partition("（")[0]
