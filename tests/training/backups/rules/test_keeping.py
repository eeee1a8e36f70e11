"""Names in the order of time, and which backups go."""

from datetime import UTC, datetime

import pytest

from tests.factories import MONDAY, at
from training.backups.rules.keeping import name_of, time_of, too_old

NAMES = [name_of(datetime(2026, 3, day, 18, 30, tzinfo=UTC)) for day in (1, 2, 3)]


def test_a_name_tells_its_time_in_utc():
    assert name_of(at(MONDAY, "02:30")) == "chaban-20260301T183000Z"
    assert time_of("chaban-20260301T183000Z") == at(MONDAY, "02:30")


@pytest.mark.parametrize(
    "name", ["", "chaban-", "chaban-20260301", "chaban-20269901T183000Z", ".draft-chaban-20260301T183000Z"]
)
def test_what_is_called_otherwise_is_no_backup(name):
    assert time_of(name) is None


@pytest.mark.parametrize(("kept", "gone"), [(1, NAMES[:2]), (2, NAMES[:1]), (3, []), (4, [])])
def test_all_but_the_newest_go(kept, gone):
    assert too_old([*reversed(NAMES), "notes.txt"], kept) == gone
