"""The days that a machine is asked for, as a form says them (pure)."""

from collections.abc import Mapping
from datetime import date

from training.errors import NotRight


class DaysMissing(NotRight):
    """A day is none, or none was said."""

    def __init__(self) -> None:
        super().__init__("请填写第一天和最后一天，如 2026-03-02。")


def read_days(form: Mapping[str, str]) -> tuple[date, date]:
    """First and last; without a last one day alone. Raises DaysMissing."""
    first = form.get("first", "")
    try:
        return date.fromisoformat(first), date.fromisoformat(form.get("last", "") or first)
    except ValueError:
        raise DaysMissing from None
