"""The State Council's notice of a year (部分节假日安排的通知) as text: read with certainty, or refused.

Every sentence of an item must be of a form that is known, every 周几 and 共几天 in it must be true.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from training.calendar.rules.plausible import NamedDay
from training.errors import UnreadableFile

TITLE = re.compile(r"(20\d\d)年部分节假日安排")
NUMBER = re.compile(r"国办发明电[〔\[](?:20\d\d)[〕\]]\d+号")
ITEM = re.compile(r"[一二三四五六七八九十]+、([^：:]{2,16})[：:](.+)")
DAY = r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）)?"
ONE_DAY = re.compile(DAY)
FREE = re.compile(
    rf"(?P<first>{DAY})(?:至(?P<last>{DAY}))?放假(?:调休)?"
    r"(?:，?共?(?P<count>\d{1,2})天)?(?:，不调休|，与周末连休)?"
)
WORKED = re.compile(rf"{DAY}(?:、{DAY})*上班")
ADVICE = ("鼓励",)
"""What is only recommended frees nobody."""
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
NEW_YEAR, DECEMBER = "元旦", 12
MOST_SHOWN = 40
FULL_WIDTH = str.maketrans("(),", "（），")


class NotCertain(UnreadableFile):
    """A part of the notice may mean something else than what would be stored."""

    def __init__(self, why: str):
        super().__init__(f"通知全文读不准：{why}请管理员改用放假安排表导入。")


@dataclass(frozen=True)
class ReadNotice:
    """What the notice says: its year, its 文号 (empty where it stands nowhere), and every day it names."""

    year: int
    number: str
    days: tuple[NamedDay, ...]


def read_notice(text: str, year: int | None = None) -> ReadNotice:
    """`year` only where the text itself does not say it; raises NotCertain."""
    lines = [re.sub(r"\s", "", line).translate(FULL_WIDTH) for line in text.splitlines()]
    whole = "".join(lines)
    own = _year(whole, year)
    days = tuple(each for line in lines for each in _days_of(line, own))
    if not days:
        raise NotCertain("没有找到“一、元旦：…放假”这样的条目。")
    number = NUMBER.search(whole)
    return ReadNotice(own, number.group() if number else "", days)


def _year(whole: str, given: int | None) -> int:
    said = {int(each) for each in TITLE.findall(whole)}
    if given is not None:
        said.add(given)
    if len(said) != 1:
        wrong = "说的年份不一致。" if said else "没有写明是哪一年的安排，请用 --year 说明。"
        raise NotCertain(wrong)
    return said.pop()


def _days_of(line: str, year: int) -> Iterator[NamedDay]:
    item = ITEM.fullmatch(line)
    if item is None:
        if ("放假" in line or "上班" in line) and re.search(r"\d日", line):
            raise NotCertain(f"不认识“{line[:MOST_SHOWN]}”。")
        return
    name, said = item.groups()
    for sentence in filter(None, said.split("。")):
        if not sentence.startswith(ADVICE):
            yield from _sentence(sentence, name, year)


def _sentence(sentence: str, name: str, year: int) -> Iterator[NamedDay]:
    free = FREE.fullmatch(sentence)
    if free:
        yield from _free(free, sentence, name, year)
    elif WORKED.fullmatch(sentence):
        for each in ONE_DAY.finditer(sentence):
            yield NamedDay(_day(each, name, year), True, name)
    else:
        raise NotCertain(f"不认识“{sentence[:MOST_SHOWN]}”。")


def _free(found: re.Match[str], sentence: str, name: str, year: int) -> Iterator[NamedDay]:
    first = last = _day(_matched(found["first"]), name, year)
    if found["last"]:
        last = _day(_matched(found["last"]), name, year, first)
    count = (last - first).days + 1
    if count < 1 or (found["count"] and int(found["count"]) != count):
        raise NotCertain(f"“{sentence[:MOST_SHOWN]}”的天数对不上。")
    for offset in range(count):
        yield NamedDay(first + timedelta(days=offset), False, name)


def _matched(text: str) -> re.Match[str]:
    found = ONE_DAY.fullmatch(text)
    if found is None:
        raise NotCertain(f"不认识“{text}”。")
    return found


def _day(found: re.Match[str], name: str, year: int, after: date | None = None) -> date:
    """`after` gives the month that 至3日 leaves out; 12月 before 元旦 is of the year before."""
    said_year, said_month, said_day, remark = found.groups()
    if said_month is None and after is None:
        raise NotCertain(f"“{found.group()}”没有写月份。")
    month = int(said_month) if said_month else (after or date.min).month
    before = name == NEW_YEAR and month == DECEMBER
    try:
        day = date(int(said_year) if said_year else year - before, month, int(said_day))
    except ValueError:
        raise NotCertain(f"“{found.group()}”不是日期。") from None
    weekday = WEEKDAY.search(remark or "")
    if weekday and WEEKDAYS.index(weekday.group(1).replace("天", "日")) != day.weekday():
        raise NotCertain(f"“{found.group()}”的星期与 {day.year} 年不符。")
    return day
