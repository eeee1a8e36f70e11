"""The way to DingTalk and back: how long, how often, and where it may lead."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.factories import MONDAY, at
from training.staff.rules.staff_sign_in import (
    DESK,
    LONGEST_PATH,
    TooManySignIns,
    WayUsedUp,
    check_attempts,
    check_way,
    own_path,
)

TEN = at(MONDAY, "10:00")
MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize("after", [timedelta(), timedelta(minutes=10) - MOMENT])
def test_a_way_is_good_for_ten_minutes(after):
    check_way(TEN, TEN + after)


@pytest.mark.parametrize("after", [timedelta(minutes=10), timedelta(minutes=10) + MOMENT, -MOMENT])
def test_a_way_of_more_than_ten_minutes_or_of_the_future_is_used_up(after):
    with pytest.raises(WayUsedUp, match="请重新点"):
        check_way(TEN, TEN + after)


@pytest.mark.parametrize(("attempts", "is_refused"), [(99, False), (100, True), (101, True)])
def test_a_network_may_try_a_hundred_times_an_hour(attempts, is_refused):
    if is_refused:
        with pytest.raises(TooManySignIns, match="一小时后再试"):
            check_attempts(attempts)
    else:
        check_attempts(attempts)


@pytest.mark.parametrize("path", ["/desk", "/checks/1?did=started", "/checks/班级", "/"])
def test_a_path_of_this_site_is_followed(path):
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checks",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        " /desk",
    ],
)
def test_whatever_could_lead_elsewhere_leads_to_the_desk(path):
    assert own_path(path) == DESK


@pytest.mark.parametrize(("length", "is_kept"), [(LONGEST_PATH, True), (LONGEST_PATH + 1, False)])
def test_a_path_is_kept_as_long_as_it_can_be_stored(length, is_kept):
    path = "/" + "a" * (length - 1)

    assert (own_path(path) == path) is is_kept


@given(some.text())
def test_every_path_that_is_followed_begins_with_one_slash(wanted):
    path = own_path(wanted)

    assert path[0] == "/"
    assert path[1:2] not in ("/", "\\")
