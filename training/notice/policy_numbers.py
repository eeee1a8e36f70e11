"""How a number of the policy is kept as JSON, and what it may be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

LOWEST = {"class_hour_minutes": 1}
"""What hours are divided by; any other number may be 0."""
HIGHEST = {"_percent": 100, "_hour": 24, "_mark": 100}


def plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def read_numbers(kinds: Mapping[str, object], numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Every number by its name; raises ValueError for a name that none of `kinds` has, or a wrong value."""
    for name in numbers:
        if name not in kinds:
            raise ValueError(f"没有 {name} 这个数字")
    return {name: value_of(kinds[name], name, value) for name, value in numbers.items()}


def value_of(kind: object, name: str, value: Any) -> Any:
    """Read `plain_value` back; raises ValueError for what this number cannot be."""
    if kind is date:
        return date.fromisoformat(value)
    if kind is bool:
        if value not in (0, 1):
            raise ValueError(f"{name} 应为 1（是）或 0（否），不是 {value!r}")
        return bool(value)
    lowest, highest = range_of(name)
    if type(value) is not int or not lowest <= value <= highest:
        raise ValueError(f"{name} 应为 {lowest} 至 {highest} 的整数，不是 {value!r}")
    return value


def range_of(name: str) -> tuple[int, int]:
    """The lowest and the highest that a count may be."""
    highest = next((most for unit, most in HIGHEST.items() if name.endswith(unit)), 10_000)
    return LOWEST.get(name, 0), highest
