"""R11: 就业率 and 创业成功率 among the qualified, the unreachable beside them, a dash for nobody."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.follow_ups.rules.rates import (
    Answer,
    Person,
    Rate,
    percent_words,
    permille,
    rate_words,
    rates,
    unreachable_words,
)
from training.follow_ups.terms import WorkStatus

DUE = date(2026, 6, 1)
WINDOW = 30
LAST = date(2026, 7, 1)
ONE = Person(1, DUE)
WORKS = Answer(1, 1, WorkStatus.EMPLOYED, DUE)
PARTS = ("unasked", "unreachable", "disproved", "employed", "started", "flexible", "out_of_work", "elsewhere")


def test_of_nobody_there_is_no_rate():
    found = rates((), (), WINDOW)

    assert found == Rate()
    assert percent_words(found.employed, found.people) == "—"
    assert permille(0, 0) is None


@pytest.mark.parametrize(
    ("some", "people", "words"),
    [
        (0, 3, "0.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.6%"),
        (3, 3, "100.0%"),
        (999, 1001, "99.8%"),
        (1, 2000, "0.0%"),
    ],
)
def test_a_percent_is_rounded_down_to_one_decimal(some, people, words):
    assert percent_words(some, people) == words


@pytest.mark.parametrize(
    ("status", "part"),
    [
        (WorkStatus.EMPLOYED, "employed"),
        (WorkStatus.SELF_EMPLOYED, "started"),
        (WorkStatus.FLEXIBLE, "flexible"),
        (WorkStatus.OUT_OF_WORK, "out_of_work"),
        (WorkStatus.STUDY_OR_SERVICE, "elsewhere"),
        (WorkStatus.UNREACHABLE, "unreachable"),
    ],
)
def test_every_answer_counts_in_one_place(status, part):
    assert rates([ONE], [replace(WORKS, status=status)], WINDOW) == Rate(people=1, **{part: 1})


def test_who_was_not_reached_is_among_the_people_and_not_among_the_employed():
    people = [Person(1, DUE), Person(2, DUE), Person(3, DUE)]
    answers = [WORKS, Answer(2, 1, WorkStatus.UNREACHABLE, DUE)]

    found = rates(people, answers, WINDOW)

    assert found == Rate(people=3, employed=1, unreachable=1, unasked=1)
    assert (found.asked, found.reached) == (2, 1)
    assert percent_words(found.employed, found.people) == "33.3%"
    assert unreachable_words(found) == "联系不上 1 人"
    assert rate_words(found) == "就业率 33.3%（1/3），创业成功率 0.0%（0/3），联系不上 1 人"
    assert rate_words(Rate()) == "就业率 —（0/0），创业成功率 —（0/0），联系不上 0 人"


@pytest.mark.parametrize(
    ("recorded_on", "part"),
    [
        (date(2026, 5, 31), "employed"),
        (DUE, "employed"),
        (LAST - timedelta(days=1), "employed"),
        (LAST, "employed"),
        (LAST + timedelta(days=1), "unasked"),
    ],
)
def test_an_answer_counts_until_its_window_is_over(recorded_on, part):
    assert rates([ONE], [replace(WORKS, recorded_on=recorded_on)], WINDOW) == Rate(people=1, **{part: 1})


def test_another_window_is_another_last_day():
    late = replace(WORKS, recorded_on=DUE + timedelta(days=10))

    assert rates([ONE], [late], 9) == Rate(people=1, unasked=1)
    assert rates([ONE], [late], 10) == Rate(people=1, employed=1)


def test_of_several_answers_the_last_in_the_window_counts():
    lost_it = Answer(1, 2, WorkStatus.OUT_OF_WORK, LAST)
    too_late = Answer(1, 3, WorkStatus.SELF_EMPLOYED, LAST + timedelta(days=1))

    assert rates([ONE], [too_late, WORKS, lost_it], WINDOW) == Rate(people=1, out_of_work=1)


def test_what_was_proved_stands_beside_what_was_said():
    people = [Person(number, DUE) for number in range(1, 6)]
    answers = [
        WORKS,
        Answer(2, 1, WorkStatus.EMPLOYED, DUE, has_proof=True),
        Answer(3, 1, WorkStatus.SELF_EMPLOYED, DUE),
        Answer(4, 1, WorkStatus.SELF_EMPLOYED, DUE, is_registered=True),
        Answer(5, 1, WorkStatus.SELF_EMPLOYED, DUE, has_proof=True),
    ]

    assert rates(people, answers, WINDOW) == Rate(
        people=5, employed=2, employed_proved=1, started=3, started_proved=2
    )


@pytest.mark.parametrize(
    ("found", "again", "part"),
    [
        (True, None, "employed"),
        (None, None, "employed"),
        (False, None, "disproved"),
        # Saying it once more makes it no truer …
        (False, Answer(1, 2, WorkStatus.EMPLOYED, LAST), "disproved"),
        (False, Answer(1, 2, WorkStatus.OUT_OF_WORK, LAST), "disproved"),
        (False, Answer(1, 2, WorkStatus.EMPLOYED, LAST, agrees=False), "disproved"),
        # … being told the same by the person does.
        (False, Answer(1, 2, WorkStatus.EMPLOYED, LAST, agrees=True), "employed"),
        (True, Answer(1, 2, WorkStatus.OUT_OF_WORK, LAST), "out_of_work"),
        (True, Answer(1, 2, WorkStatus.EMPLOYED, LAST, agrees=False), "disproved"),
    ],
)
def test_what_was_found_otherwise_does_not_count_until_the_city_is_told_the_same(found, again, part):
    answers = [replace(WORKS, agrees=found, has_proof=True), *([again] if again else [])]

    counted = rates([ONE], answers, WINDOW)

    assert (counted.people, getattr(counted, part)) == (1, 1)
    assert sum(getattr(counted, each) for each in PARTS) == 1


@pytest.mark.parametrize(
    ("found", "again", "unconfirmed"),
    [
        ({"is_unconfirmed": True}, None, 1),
        ({}, None, 0),
        ({"agrees": True}, None, 0),
        # Saying it once more does not confirm it, being told the same does.
        ({"is_unconfirmed": True}, Answer(1, 2, WorkStatus.EMPLOYED, LAST), 1),
        ({"is_unconfirmed": True}, Answer(1, 2, WorkStatus.EMPLOYED, LAST, agrees=True), 0),
        # What is not counted among those of whom something is known is not named twice.
        ({"is_unconfirmed": True}, Answer(1, 2, WorkStatus.UNREACHABLE, LAST), 0),
        ({"is_unconfirmed": True}, Answer(1, 2, WorkStatus.EMPLOYED, LAST, agrees=False), 0),
        ({"agrees": False}, Answer(1, 2, WorkStatus.EMPLOYED, LAST, is_unconfirmed=True), 0),
        ({"is_unconfirmed": True, "recorded_on": LAST + timedelta(days=1)}, None, 0),
    ],
)
def test_whom_the_city_called_in_vain_is_told_beside_what_was_said_and_never_as_confirmed(
    found, again, unconfirmed
):
    answers = [replace(WORKS, **found), *([again] if again else [])]

    counted = rates([ONE], answers, WINDOW)

    assert counted.unconfirmed == unconfirmed
    assert sum(getattr(counted, each) for each in PARTS) == counted.people == 1
    assert ("复核未联系上 1 人" in rate_words(counted)) is bool(unconfirmed)


ANSWERS = st.builds(
    Answer,
    person=st.integers(1, 6),
    ordinal=st.integers(1, 4),
    status=st.sampled_from(WorkStatus),
    recorded_on=st.dates(DUE - timedelta(days=3), LAST + timedelta(days=3)),
    has_proof=st.booleans(),
    is_registered=st.booleans(),
    agrees=st.sampled_from([True, False, None]),
    is_unconfirmed=st.booleans(),
)
MANY = st.lists(ANSWERS, max_size=20, unique_by=lambda each: (each.person, each.ordinal))


@given(st.sets(st.integers(1, 6)), MANY)
def test_everybody_is_counted_once(keys, answers):
    found = rates([Person(key, DUE) for key in keys], answers, WINDOW)

    assert sum(getattr(found, each) for each in PARTS) == found.people == len(keys)
    assert found.employed_proved <= found.employed
    assert found.started_proved <= found.started
    assert found.unconfirmed <= found.reached - found.disproved
    assert 0 <= found.reached <= found.asked <= found.people


@given(st.sets(st.integers(1, 6)), MANY)
def test_a_group_is_the_sum_of_its_people(keys, answers):
    """By hand: everybody alone, and what each came to added up."""
    people = [Person(key, DUE) for key in keys]
    alone = [rates([each], answers, WINDOW) for each in people]

    by_hand = {each.name: sum(getattr(one, each.name) for one in alone) for each in fields(Rate)}

    assert rates(people, answers, WINDOW) == Rate(**by_hand) == sum(alone, Rate())


@given(MANY)
def test_what_is_recorded_too_late_changes_nothing(answers):
    people = [Person(key, DUE) for key in range(1, 7)]
    in_time = [each for each in answers if each.recorded_on <= LAST]

    assert rates(people, answers, WINDOW) == rates(people, in_time, WINDOW)
