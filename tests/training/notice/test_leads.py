"""How far ahead of its beginning a clock was seen to go, and what it wrote meanwhile."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.notice.clock import CLOCKS_APART
from training.notice.leads import MOST_UNSEEN, Lead

NOW = at(MONDAY, "08:00")
HOUR, YEAR, INSTANT = timedelta(hours=1), timedelta(days=365), timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("jumps", "since"),
    [
        ([CLOCKS_APART], None),
        ([CLOCKS_APART + INSTANT], 0),
        ([HOUR, HOUR], 0),
        ([HOUR, -HOUR], None),
        ([HOUR, -HOUR, YEAR], 2),
        # Fell to another century and came back: what it writes then is in its time.
        ([-YEAR, YEAR], None),
        ([-YEAR, YEAR + HOUR], 1),
    ],
    ids=str,
)
def test_a_clock_is_ahead_from_the_jump_on_that_no_jump_back_had_come_before(jumps, since):
    lead = Lead()
    for place, jump in enumerate(jumps):
        lead = lead.after(jump, NOW + place * YEAR)

    assert lead.since == (None if since is None else NOW + since * YEAR)


@pytest.mark.parametrize("back", [HOUR, YEAR, 26 * YEAR])
def test_of_a_clock_that_nobody_saw_go_ahead_a_day_may_be_wrong(back):
    assert Lead().first_wrong(back, NOW - back) == NOW - MOST_UNSEEN


@pytest.mark.parametrize(
    ("back", "first"),
    [
        (YEAR, NOW),
        (YEAR + MOST_UNSEEN, NOW),
        (YEAR + MOST_UNSEEN + INSTANT, NOW + 9 * HOUR),
    ],
)
def test_who_saw_it_go_ahead_knows_from_when_on_unless_it_falls_further_than_it_went(back, first):
    lead, fell_at = Lead().after(YEAR, NOW), NOW + 9 * HOUR + MOST_UNSEEN

    assert lead.first_wrong(back, fell_at - back) == first
