"""How bad is what, just before, at and after each number."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.health.rules.findings import (
    Finding,
    Room,
    of_backups,
    of_disk,
    of_messages,
    of_part,
    worst,
)
from training.health.terms import Part, State

NOW = at(MONDAY, "10:00")
GB, SECOND = 10**9, timedelta(seconds=1)


@pytest.mark.parametrize(
    ("free", "total", "state"),
    [
        (GB, 10 * GB, State.OK),
        (GB - 1, 10 * GB, State.DEGRADED),
        (5 * GB, 100 * GB, State.OK),
        (5 * GB - 1, 100 * GB, State.DEGRADED),
        (GB // 10, GB // 10, State.DEGRADED),
        (GB // 10 - 1, GB // 10, State.FAILING),
        (0, 0, State.FAILING),
    ],
)
def test_a_disk_warns_below_a_gigabyte_or_five_percent_and_fails_below_100_megabytes(free, total, state):
    assert of_disk("数据库", Room(free, total)).state is state


@pytest.mark.parametrize(("waits", "state"), [(0, State.OK), (600, State.OK), (601, State.DEGRADED)])
def test_messages_are_late_after_ten_minutes(waits, state):
    assert of_messages(timedelta(seconds=waits)).state is state


@pytest.mark.parametrize("part", Part)
def test_a_part_is_missed_five_minutes_after_its_last_heartbeat(part):
    silent = timedelta(minutes=5)
    states = [of_part(part, last, NOW).state for last in (NOW - silent, NOW - silent - SECOND, None)]

    assert states == [State.OK, State.DEGRADED, State.DEGRADED]


@pytest.mark.parametrize(("ahead", "state"), [(0, State.OK), (30, State.OK), (31, State.DEGRADED)])
def test_what_a_clock_ahead_has_written_proves_nothing(ahead, state):
    last = NOW + ahead * SECOND

    assert [of_part(part, last, NOW).state for part in Part] == [state] * len(Part)
    assert of_backups(last, NOW, is_wanted=True).state is state
    assert "-" not in of_backups(last, NOW, is_wanted=True).says


def test_a_backup_is_old_after_26_hours():
    old = timedelta(hours=26)
    states = [of_backups(last, NOW, is_wanted=True).state for last in (NOW - old, NOW - old - SECOND, None)]

    assert states == [State.OK, State.DEGRADED, State.DEGRADED]


def test_that_nobody_wants_backups_is_said():
    found = of_backups(None, NOW, is_wanted=False)

    assert found.state is State.DEGRADED
    assert "CHABAN_BACKUP_FOLDER" in found.says


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], State.OK),
        ([State.OK, State.OK], State.OK),
        ([State.OK, State.DEGRADED], State.DEGRADED),
        ([State.FAILING, State.DEGRADED, State.OK], State.FAILING),
    ],
)
def test_the_whole_is_as_its_worst_part(states, state):
    assert worst(Finding("", each, "") for each in states) is state
