"""What of a class may change, as the text that a request keeps, and as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from training.changes.terms import AmendedField
from training.notice.class_hours import hours
from training.notice.terms import ClassKind
from training.notice.windows import ClassTimes

WEEKDAYS = "一二三四五六日"
YES, NO = "是", "否"
ANY_MACHINE = "不限（本机构任一台）"


@dataclass(frozen=True)
class Filed:
    """A class as it stands; hours in half class hours, an empty device is any machine of the institution."""

    name: str
    trade: str
    kind: ClassKind
    is_key_group: bool
    prescribed_halves: int
    starts_on: date
    ends_on: date
    times: ClassTimes
    device: str


def text_of(filed: Filed, field: AmendedField) -> str:
    """The value of that field, as a request keeps it: hours in halves, days as YYYY-MM-DD."""
    texts = {
        AmendedField.NAME: filed.name,
        AmendedField.ENDS_ON: filed.ends_on.isoformat(),
        AmendedField.HOURS: str(filed.prescribed_halves),
        AmendedField.TIMES: times_as_text(filed.times),
        AmendedField.DEVICE: filed.device,
        AmendedField.KEY_GROUP: YES if filed.is_key_group else NO,
        AmendedField.TRADE: filed.trade,
    }
    return texts[field]


def with_text(filed: Filed, field: AmendedField, text: str) -> Filed:
    """The class as it would be with that text of `text_of`'s kind."""
    if field is AmendedField.NAME:
        return replace(filed, name=text)
    if field is AmendedField.ENDS_ON:
        return replace(filed, ends_on=date.fromisoformat(text))
    if field is AmendedField.HOURS:
        return replace(filed, prescribed_halves=int(text))
    if field is AmendedField.TIMES:
        return replace(filed, times=_times(text))
    if field is AmendedField.DEVICE:
        return replace(filed, device=text)
    if field is AmendedField.KEY_GROUP:
        return replace(filed, is_key_group=text == YES)
    return replace(filed, trade=text)


def columns_of(filed: Filed, field: AmendedField) -> Mapping[str, object]:
    """Which columns of the class that field fills, and with what."""
    columns: Mapping[AmendedField, Mapping[str, object]] = {
        AmendedField.NAME: {"name": filed.name},
        AmendedField.ENDS_ON: {"ends_on": filed.ends_on},
        AmendedField.HOURS: {"prescribed_halves": filed.prescribed_halves},
        AmendedField.TIMES: filed.times._asdict(),
        AmendedField.DEVICE: {"attendance_device": filed.device},
        AmendedField.KEY_GROUP: {"is_key_group": filed.is_key_group},
        AmendedField.TRADE: {"trade": filed.trade},
    }
    return columns[field]


def in_words(field: AmendedField, text: str) -> str:
    """That text as people read it."""
    if field is AmendedField.ENDS_ON:
        return day_in_words(date.fromisoformat(text))
    if field is AmendedField.HOURS:
        return f"{hours(int(text))} 课时"
    if field is AmendedField.TIMES:
        return text.replace("-", "–").replace(" ", "，")
    return text or (ANY_MACHINE if field is AmendedField.DEVICE else "")


def day_in_words(day: date) -> str:
    """2026-12-04 周五."""
    return f"{day} 周{WEEKDAYS[day.weekday()]}"


def times_as_text(times: ClassTimes) -> str:
    morning, afternoon = (f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in (times[:2], times[2:]))
    return f"{morning} {afternoon}"


def _times(text: str) -> ClassTimes:
    return ClassTimes(*(time.fromisoformat(each) for half in text.split() for each in half.split("-")))


def filed_words(field: AmendedField, text: str, most: int) -> str:
    """As `in_words`, in so many letters at most: an alert has room for no whole name."""
    words = in_words(field, text)
    return words if len(words) <= most else f"{words[: most - 1]}…"
