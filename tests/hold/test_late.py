"""R43: whoever makes up attendance weeks later, as a machine or as its file, is credited nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY
from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hear_all_day,
    hours,
    moments_of,
    push,
    signals,
    standing,
    the_class,
)
from training.attendance.rules.progress import ProgressState
from training.database import Database
from training.records.attendance.punches import Punch
from training.records.outbox.alerts import Alert

Keep = Callable[[str, str, object], None]
HUNDRED = [each + timedelta(seconds=place) for place in range(5) for each in moments_of(*DAYS)]


@pytest.fixture
def ended(database: Database) -> Database:
    """A class that nobody came to, whose machine was in touch on every day of it."""
    a_class_with_machine(database)
    for day in DAYS:
        hear_all_day(database, day)
    return database


def stored(database: Database) -> int:
    with database.reading() as session:
        own = select(func.count()).where(Punch.institution_id == the_class(session).institution_id)
        return session.scalar(own) or 0


def told(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Alert.kind == "batch_waits")) or 0


def test_a_hundred_punches_of_weeks_ago_by_push_credit_nothing_and_are_told(ended, figure: Keep):
    assert push(ended, HUNDRED, WEEKS_LATER) == 100

    assert (stored(ended), hours(ended), told(ended)) == (100, 0, 1)
    assert standing(ended).progress.state is ProgressState.CANNOT_QUALIFY
    figure("100 punches of weeks ago, pushed in a machine's name", "0 half hours, told", "0, 1 alert")


def test_a_file_typed_by_hand_80_days_after_a_class_ended_credits_nothing_and_is_told(ended, figure: Keep):
    assert hand_in(ended, HUNDRED, WEEKS_LATER).stored == 100

    assert (stored(ended), hours(ended), told(ended)) == (100, 0, 1)
    assert standing(ended).progress.state is ProgressState.CANNOT_QUALIFY
    assert signals(ended) == ["文件与推送不一致"] * 5
    figure("a file typed by hand, 80 days after the class", "0 half hours, told", "0, 1 alert, 5 signals")


def test_a_file_of_yesterday_of_what_the_machine_in_touch_never_pushed_credits_nothing(ended, figure: Keep):
    hand_in(ended, moments_of(MONDAY), WEEKS_LATER - timedelta(days=82))

    assert (hours(ended), signals(ended)) == (0, ["文件与推送不一致"])
    figure("a file of what a machine in touch never pushed", "0 half hours, a signal", "0, 1 signal")
