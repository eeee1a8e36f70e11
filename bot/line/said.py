"""Reading what DingTalk says, which is not always of the kind that it should be; pure, and never raises."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

LONGEST_NUMBER = 15


def text_in(values: Mapping[str, Any], name: str) -> str:
    """The value as text; half a character, which JSON can carry and no database keep, becomes a ?."""
    value = values.get(name)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).encode(errors="replace").decode()


def number_in(values: Mapping[str, Any], name: str) -> int:
    """0 where it is none."""
    text = text_in(values, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else 0


def moment_in(values: Mapping[str, Any], name: str) -> datetime | None:
    """DingTalk's milliseconds; 0 says nothing."""
    number = number_in(values, name)
    return datetime.fromtimestamp(number / 1000, UTC) if number else None


def span_in(values: Mapping[str, Any], name: str) -> timedelta:
    return timedelta(milliseconds=number_in(values, name))


def texts(values: object) -> list[str]:
    return [str(each) for each in values if each] if isinstance(values, list) else []


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def mappings(values: object) -> list[Mapping[str, Any]]:
    return [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []


def unwrapped(text: object) -> Mapping[str, Any]:
    """DingTalk wraps objects into texts; whatever is none counts as an empty one."""
    if isinstance(text, Mapping):
        return text
    try:
        return mapping(json.loads(text)) if isinstance(text, str) else {}
    except ValueError:
        return {}
