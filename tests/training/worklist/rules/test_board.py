"""到课 of this half day: whole numbers, the lowest first, and never of those whom nobody can count."""

from dataclasses import replace

import pytest

from tests.training.worklist.rules.class_now import PLAIN
from training.attendance.terms import Turnout
from training.notice.terms import Mode
from training.worklist.rules.board import Attendance, by_place, lowest_first, to_look_at

COMING, AHEAD = replace(PLAIN, turnout=Turnout.COMING), replace(PLAIN, turnout=Turnout.AHEAD, present=0)


@pytest.mark.parametrize(("present", "is_thin"), [(7, True), (8, False), (9, False)])
def test_fewer_than_eighty_of_a_hundred_are_too_few(present, is_thin):
    assert replace(PLAIN, present=present).is_thin is is_thin


@pytest.mark.parametrize(
    "uncounted", [replace(PLAIN, mode=Mode.ONLINE, present=0), replace(PLAIN, seats=0, present=0)]
)
def test_of_a_lesson_online_and_of_an_empty_roster_nothing_is_said(uncounted):
    assert not uncounted.is_thin
    assert Attendance((uncounted,)).permille is None
    assert Attendance((PLAIN, uncounted)).permille == 1000


@pytest.mark.parametrize(("present", "seats", "permille"), [(2, 3, 667), (1, 3, 333), (1, 8, 125), (0, 5, 0)])
def test_the_rate_is_rounded_half_up_to_thousandths(present, seats, permille):
    assert Attendance((replace(PLAIN, present=present, seats=seats),)).permille == permille


def test_a_rate_of_several_is_that_of_all_their_people():
    both = Attendance((replace(PLAIN, present=1, seats=1), replace(PLAIN, present=0, seats=3)))

    assert (both.present, both.seats, both.permille) == (1, 4, 250)


def test_the_lowest_comes_first_and_who_says_nothing_last():
    low, online = replace(PLAIN, number="BT-2", present=1), replace(PLAIN, number="BT-0", mode=Mode.ONLINE)

    assert [each.number for each in lowest_first((PLAIN, online, low))] == ["BT-2", "BT-1", "BT-0"]


def test_places_with_most_classes_come_first():
    there = replace(PLAIN, district="青山区")
    places = by_place((there, PLAIN, PLAIN), lambda own: own.district)

    assert [(name, len(each.classes)) for name, each in places.items()] == [("昆都仑区", 2), ("青山区", 1)]


def test_one_looks_first_where_too_few_came_or_a_machine_is_silent():
    thin, silent = replace(PLAIN, number="A", present=1), replace(PLAIN, number="B", is_silent=True)
    online = replace(PLAIN, number="C", mode=Mode.ONLINE)
    found = to_look_at((PLAIN, online, silent, thin), 8)

    assert [each.number for each in found] == ["A", "B", "C"]
    assert to_look_at((silent, thin), 1) == (thin,)


@pytest.mark.parametrize("turnout", [Turnout.AHEAD, Turnout.COMING])
@pytest.mark.parametrize("present", [0, 7, 10])
def test_while_people_sign_in_nobody_is_missing_and_no_rate_is_said(turnout, present):
    own = replace(PLAIN, turnout=turnout, present=present)
    several = Attendance((own,))

    assert not own.is_thin
    assert (several.permille, several.thin, several.missing) == (None, 0, 0)


def test_who_signs_in_is_counted_beside_the_rate_of_what_is_judged():
    half, coming = replace(PLAIN, present=5), replace(COMING, present=1)
    several = Attendance((half, coming, AHEAD))

    assert (several.present, several.seats) == (6, 20)
    assert (several.permille, several.missing, several.thin) == (500, 5, 1)
    assert (several.coming, several.ahead) == (1, 1)


def test_what_signs_in_comes_after_what_is_judged_and_what_is_ahead_after_that():
    full, empty = replace(PLAIN, number="D"), replace(COMING, number="C", present=0)
    ahead, online = replace(AHEAD, number="B"), replace(PLAIN, number="A", mode=Mode.ONLINE)

    assert [each.number for each in lowest_first((online, ahead, empty, full))] == ["D", "C", "B", "A"]


def test_one_looks_at_who_signs_in_only_after_true_problems():
    thin, coming = replace(PLAIN, number="B", present=1), replace(COMING, number="A", present=0)
    silent = replace(COMING, number="C", is_silent=True)
    found = to_look_at((coming, PLAIN, AHEAD, silent, thin), 8)

    assert [each.number for each in found] == ["B", "C", "A"]
