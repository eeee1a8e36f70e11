"""Every number of the policy has words, a unit and a part of the rules."""

import pytest

from training.notice.clauses import CLAUSES
from training.notice.policy import Policy
from training.notice.policy_words import NUMBERS, SECTIONS, value_words


def test_every_number_stands_in_one_part_of_the_rules_and_no_other_does():
    placed = [each.name for _, numbers in SECTIONS for each in numbers]

    assert sorted(placed) == sorted(set(Policy().to_numbers()) - {"effective_from"})


def test_no_two_numbers_have_the_same_words():
    assert len({each.words for each in NUMBERS.values()}) == len(NUMBERS)


def test_what_reads_a_row_of_the_notice_quotes_it():
    assert {each.clause for each in NUMBERS.values()} - {""} <= set(CLAUSES)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("qualifying_percent", 80, "80 %"),
        ("calls_from_minutes", 510, "08:30"),
        ("calls_from_minutes", 0, "00:00"),
        ("silent_on_holidays", 1, "是"),
        ("silent_on_holidays", 0, "否"),
        ("earliest_punch", "2023-01-01", "2023-01-01"),
    ],
)
def test_a_value_is_said_with_its_unit(name, value, words):
    assert value_words(NUMBERS[name], value) == words
