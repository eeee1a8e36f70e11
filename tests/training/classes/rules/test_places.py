"""R43: whose punch it is, and who was watching."""

from datetime import date

import pytest

from training.classes.rules.places import Place, by_number
from training.classes.rules.viewers import roster_of_viewers

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
PLACE = Place("7", "6012", MONDAY, FRIDAY)


@pytest.mark.parametrize(
    ("device", "day", "is_taken"),
    [
        ("6012", date(2026, 3, 1), False),
        ("6012", MONDAY, True),
        ("6012", FRIDAY, True),
        ("6012", date(2026, 3, 7), False),
        ("6013", MONDAY, False),
        ("", MONDAY, False),
    ],
)
def test_a_place_takes_the_punches_of_its_machine_from_the_first_to_the_last_day(device, day, is_taken):
    assert PLACE.takes(device, day) is is_taken


def test_a_class_without_a_machine_of_its_own_takes_punches_of_any():
    place = Place("7", "", MONDAY, FRIDAY)

    assert place.takes("6013", MONDAY)
    assert place.takes("", MONDAY)


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        (Place("7", "6012", date(2026, 3, 6), date(2026, 3, 10)), True),
        (Place("7", "6012", date(2026, 3, 7), date(2026, 3, 10)), False),
        (Place("7", "6013", MONDAY, FRIDAY), False),
        (Place("7", "", MONDAY, FRIDAY), True),
        (Place("8", "6012", MONDAY, FRIDAY), False),
    ],
)
def test_two_places_clash_where_one_punch_could_belong_to_both(other, clashes):
    assert PLACE.clashes_with(other) is clashes
    assert other.clashes_with(PLACE) is clashes


def test_places_are_found_by_number():
    other = Place("8", "6012", MONDAY, FRIDAY)

    assert by_number([PLACE, other]) == {"7": [PLACE], "8": [other]}


def test_a_viewer_is_known_by_phone_then_by_name():
    viewers = roster_of_viewers([(1, "王芳", b"one"), (2, "李强", b"two")])

    assert viewers.owner(b"one", "网名") == 1
    assert viewers.owner(b"", "李强") == 2
    assert viewers.owner(b"other", "陌生人") is None


def test_a_name_or_phone_that_two_trainees_share_tells_nobody():
    viewers = roster_of_viewers([(1, "王芳", b"family"), (2, "王芳", b"two"), (3, "李强", b"family")])

    assert viewers.owner(b"", "王芳") is None
    assert viewers.owner(b"family", "李强") == 3
    assert viewers.owner(b"two", "王芳") == 2


def test_a_machine_is_the_same_under_its_other_names():
    place = Place("7", "6012", MONDAY, FRIDAY, frozenset({"CJDE1"}))

    assert place.takes("CJDE1", MONDAY)
    assert place.takes("6012", MONDAY)
    assert not place.takes("CJDE2", MONDAY)
    assert not place.takes("CJDE1", date(2026, 3, 7))


def test_two_places_that_name_one_machine_differently_clash():
    by_number = Place("7", "6012", MONDAY, FRIDAY, frozenset({"CJDE1"}))
    by_serial = Place("7", "CJDE1", FRIDAY, FRIDAY, frozenset({"6012"}))

    assert by_number.clashes_with(by_serial)
    assert by_serial.clashes_with(by_number)
    assert not by_number.clashes_with(Place("7", "6013", MONDAY, FRIDAY, frozenset({"CJDE2"})))
