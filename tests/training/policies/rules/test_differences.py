"""A number is weaker, stricter or only otherwise than the city's (R47)."""

from dataclasses import replace

import pytest

from training.notice.policy import Policy
from training.policies.rules.differences import Stand, compared, differing, weaker, weaker_words

CITY = Policy()


@pytest.mark.parametrize(
    ("name", "value", "stand"),
    [
        ("check_attendance_percent", 79, Stand.WEAKER),
        ("check_attendance_percent", 80, Stand.SAME),
        ("check_attendance_percent", 81, Stand.STRICTER),
        ("in_closes_after_minutes", 14, Stand.STRICTER),
        ("in_closes_after_minutes", 15, Stand.SAME),
        ("in_closes_after_minutes", 16, Stand.WEAKER),
        ("school_may_approve_corrections", False, Stand.STRICTER),
        ("day_summary_hour", 20, Stand.OTHER),
    ],
)
def test_one_number_stands_to_the_citys(name, value, stand):
    found = {each.number.name: each.stand for each in compared(replace(CITY, **{name: value}), CITY)}

    assert found.pop(name) is stand
    assert set(found.values()) == {Stand.SAME}


def test_what_differs_is_told_and_what_is_weaker_with_both_values():
    own = replace(CITY, check_attendance_percent=75, checks_of_long_class=3)

    assert [each.number.name for each in differing(own, CITY)] == [
        "check_attendance_percent",
        "checks_of_long_class",
    ]
    assert weaker_words(weaker(compared(own, CITY))) == "查班时总出勤率 75 %（市里 80 %）"
