"""When trainees are called for a spot check: in class time, not at night or noon (R37, field practice)."""

from collections.abc import Iterable
from datetime import datetime

from training.notice.clock import SHANGHAI
from training.notice.policy import Policy

Span = tuple[datetime, datetime]
"""From when to when a lesson is held."""


def is_call_time(moment: datetime, lessons: Iterable[Span], policy: Policy) -> bool:
    """From the beginning of the policy's hours until before their end, or in a lesson, borders included."""
    local = moment.astimezone(SHANGHAI)
    minutes = 60 * local.hour + local.minute
    is_usual = any(begins <= minutes < ends for begins, ends in _hours(policy))
    return is_usual or any(begins <= moment <= ends for begins, ends in lessons)


def call_hours_words(policy: Policy) -> str:
    """08:30—12:00、14:00—18:00."""
    spans = [f"{_clock(begins)}—{_clock(ends)}" for begins, ends in _hours(policy) if begins < ends]
    return "、".join(spans) or "只在上课时间"


def _hours(policy: Policy) -> tuple[tuple[int, int], tuple[int, int]]:
    """Before and after the noon rest."""
    return (
        (policy.calls_from_minutes, policy.calls_rest_from_minutes),
        (policy.calls_rest_until_minutes, policy.calls_until_minutes),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
