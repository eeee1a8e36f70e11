"""What of a recorded call a reader of the check should know; nothing of it changes the verdict (R37)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.rules.call_hours import is_call_time
from training.checks.views.load_check import LoadedCheck
from training.classes.views.lesson_spans import lesson_spans
from training.notice.clock import shanghai_day
from training.records.checks.calls import PhoneShowing, SpotCall

NEVER_SHOWN = "未显示过号码"
"""The inspector knew the number from elsewhere, or wrote the call to the wrong trainee."""
OUT_OF_HOURS = "不在通话时段"


def signs_of_calls(session: Session, loaded: LoadedCheck) -> dict[int, tuple[str, ...]]:
    """By the key of the call."""
    calls = [call for of_place in loaded.calls.values() for call in of_place]
    if not calls:
        return {}
    shown = _first_shown(session, loaded)
    odd = _out_of_hours(session, loaded, calls)
    return {call.id: tuple(_signs(call, shown, odd)) for call in calls}


def _signs(call: SpotCall, shown: Mapping[int, datetime], odd: set[int]) -> Iterable[str]:
    first_shown = shown.get(call.drawn_id)
    if first_shown is None or first_shown > call.started_at:
        yield NEVER_SHOWN
    if call.id in odd:
        yield OUT_OF_HOURS


def _first_shown(session: Session, loaded: LoadedCheck) -> dict[int, datetime]:
    """To anybody who checks: two inspectors may share a desk and a phone."""
    first = select(PhoneShowing.drawn_id, func.min(PhoneShowing.shown_at))
    own = first.where(PhoneShowing.check_id == loaded.check.id).group_by(PhoneShowing.drawn_id)
    return {drawn_id: shown_at for drawn_id, shown_at in session.execute(own)}


def _out_of_hours(session: Session, loaded: LoadedCheck, calls: list[SpotCall]) -> set[int]:
    odd = [call for call in calls if not is_call_time(call.started_at, (), loaded.policy)]
    days = {shanghai_day(call.started_at) for call in odd}
    # Read only where it matters, which is hardly ever.
    lessons = [span for day in days for span in lesson_spans(session, loaded.check.training_class, day)]
    return {call.id for call in odd if not is_call_time(call.started_at, lessons, loaded.policy)}
