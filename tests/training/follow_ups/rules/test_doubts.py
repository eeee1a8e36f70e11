"""R56: where people say otherwise of each other, the city asks, and nobody has to be drawn for it."""

from dataclasses import replace

import pytest

from training.follow_ups.rules.doubts import Word, contradicts, to_ask_again
from training.follow_ups.terms import AnswerSource, WorkStatus

WORKS, SHOP, ODD_JOBS = WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED, WorkStatus.FLEXIBLE
SEEKS, STUDIES, NOBODY = WorkStatus.OUT_OF_WORK, WorkStatus.STUDY_OR_SERVICE, WorkStatus.UNREACHABLE
OWN, SCHOOL = AnswerSource.SELF, AnswerSource.INSTITUTION
PHONE, DATA = AnswerSource.PHONE, AnswerSource.INSURANCE
THEIRS, LAST = 0, 1


@pytest.mark.parametrize(
    ("before", "said", "is_so"),
    [
        (WORKS, WORKS, False),
        (ODD_JOBS, WORKS, True),
        (WORKS, ODD_JOBS, True),
        (WORKS, SHOP, True),
        (SEEKS, STUDIES, False),
        (SEEKS, WORKS, True),
        (SEEKS, NOBODY, True),
        (NOBODY, WORKS, False),
        (NOBODY, SEEKS, False),
    ],
)
def test_two_words_contradict_each_other_where_only_one_of_them_counts(before, said, is_so):
    assert contradicts(before, said) is is_so


@pytest.mark.parametrize(
    ("first", "source", "then", "by", "place"),
    [
        # A school against the person, and against what the district heard.
        (ODD_JOBS, OWN, WORKS, SCHOOL, LAST),
        (SEEKS, OWN, WORKS, SCHOOL, LAST),
        (SEEKS, PHONE, WORKS, SCHOOL, LAST),
        (ODD_JOBS, DATA, WORKS, SCHOOL, LAST),
        (WORKS, PHONE, WORKS, SCHOOL, None),
        (WORKS, PHONE, SEEKS, SCHOOL, None),
        (SHOP, DATA, ODD_JOBS, SCHOOL, None),
        # A district against the person, not against a school.
        (SEEKS, OWN, WORKS, PHONE, LAST),
        (ODD_JOBS, OWN, WORKS, DATA, LAST),
        (WORKS, SCHOOL, SEEKS, PHONE, None),
        (SEEKS, PHONE, WORKS, DATA, None),
        # Nobody against himself.
        (SEEKS, SCHOOL, WORKS, SCHOOL, None),
        (SEEKS, OWN, WORKS, OWN, None),
        # The person against a school or a district: the word that counts.
        (WORKS, SCHOOL, SEEKS, OWN, THEIRS),
        (WORKS, SCHOOL, ODD_JOBS, OWN, THEIRS),
        (WORKS, PHONE, SHOP, OWN, THEIRS),
        (SEEKS, SCHOOL, WORKS, OWN, LAST),
        (ODD_JOBS, SCHOOL, WORKS, OWN, LAST),
        (SEEKS, SCHOOL, ODD_JOBS, OWN, THEIRS),
        (WORKS, SCHOOL, WORKS, OWN, None),
        (NOBODY, SCHOOL, WORKS, OWN, None),
    ],
)
def test_of_two_words_that_contradict_each_other_one_is_asked_again(first, source, then, by, place):
    assert to_ask_again([Word(first, source), Word(then, by)]) == place


def test_a_first_word_contradicts_nobody():
    assert [to_ask_again([Word(WORKS, each)]) for each in AnswerSource] == [None] * 4


def test_what_was_asked_again_already_is_not_asked_a_third_time_but_the_persons_word_is():
    asked = Word(WORKS, SCHOOL, is_checked=True)

    assert to_ask_again([asked, Word(SEEKS, OWN)]) == LAST


def test_only_the_last_word_of_each_is_compared():
    once = [Word(SEEKS, OWN), Word(WORKS, OWN)]

    assert to_ask_again([*once, Word(WORKS, SCHOOL)]) is None
    assert to_ask_again([*once, Word(SEEKS, SCHOOL)]) == 2
    assert to_ask_again([*once, Word(SEEKS, PHONE), Word(WORKS, SCHOOL)]) == 3


@pytest.mark.parametrize("by", [SCHOOL, PHONE, DATA])
def test_what_the_city_was_told_as_well_is_not_undone_by_another_word_of_the_same(by):
    confirmed = Word(SEEKS, by, is_checked=True, is_confirmed=True)

    assert to_ask_again([confirmed, Word(WORKS, by)]) == LAST
    assert to_ask_again([replace(confirmed, is_confirmed=False), Word(WORKS, by)]) is None
