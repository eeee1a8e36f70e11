"""By when a request about personal data is answered (个人信息保护法第五十条)."""

from datetime import date

import pytest

from training.notice.working_days import PUBLISHED
from training.people.rules.data_requests import answer_due, is_nearly_due, number_of

FRIDAY_BEFORE_SPRING = date(2026, 2, 6)


def test_fifteen_working_days_go_round_the_spring_festival():
    """9 to 14 February are six, of the holiday until the 23rd none, 24 to 28 five, 2 to 5 March four."""
    assert answer_due(FRIDAY_BEFORE_SPRING, PUBLISHED).on == date(2026, 3, 5)


def test_a_day_that_was_counted_through_a_year_not_announced_says_so():
    certain, guessed = (answer_due(date(2026, 12, day), PUBLISHED) for day in (8, 9))

    assert (certain.on, certain.is_guessed) == (date(2026, 12, 29), False)
    assert (guessed.on, guessed.is_guessed) == (date(2026, 12, 30), True)


@pytest.mark.parametrize(
    ("today", "is_near"),
    [
        (date(2026, 3, 3), False),
        (date(2026, 3, 4), True),
        (date(2026, 3, 9), True),
        (date(2026, 3, 10), True),
    ],
)
def test_the_alert_begins_three_working_days_before_and_does_not_end_by_itself(today, is_near):
    """The last day is Monday the ninth: Thursday, Friday and Monday are left on Wednesday."""
    assert is_nearly_due(today, date(2026, 3, 9), PUBLISHED) is is_near


def test_a_number_is_short_enough_to_be_said():
    assert number_of(2026, 12) == "2026-0012"
