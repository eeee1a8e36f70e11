"""An arrangement that cannot be is refused, with why and what to do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.training.calendar.arranging import invented_days
from training.calendar.rules.plausible import NamedDay, doubts_about
from training.notice.working_days import PUBLISHED


def messages(days: list[NamedDay], year: int = 2027) -> str:
    return "".join(each.message for each in doubts_about(year, days))


def of_year(year: int) -> list[NamedDay]:
    """As the library has it."""
    every = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366))
    own = [day for day in every if day.year == year]
    free = [NamedDay(day, False, PUBLISHED.holiday_name(day)) for day in own if PUBLISHED.is_holiday(day)]
    worked = (day for day in own if day.weekday() > 4 and PUBLISHED.is_working_day(day))
    return free + [NamedDay(day, True, "") for day in worked]


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_arrangement_that_was_announced_can_be(year):
    assert doubts_about(year, of_year(year)) == ()


def test_the_invented_one_can_be_in_its_own_year_only():
    assert doubts_about(2027, invented_days()) == ()
    assert "不在 2026 年" in messages(invented_days(), 2026)


def test_a_weekday_that_is_said_to_be_worked_for_another_is_refused():
    doubts = doubts_about(2027, [*invented_days(), NamedDay(date(2027, 3, 1), True, "春节", 9)])

    assert [each.day.row for each in doubts] == [9]
    assert "本来就上班" in doubts[0].message


def test_a_day_that_is_named_twice_is_refused():
    assert "写了两次" in messages([*invented_days(), invented_days()[0]])


@pytest.mark.parametrize(("day", "is_refused"), [(24, True), (25, False), (31, False)])
def test_of_the_year_before_only_the_last_days_of_december_are_taken(day, is_refused):
    own = NamedDay(date(2026, 12, day), False, "元旦")

    assert ("请核对年份" in messages([*invented_days(), own])) is is_refused


@pytest.mark.parametrize("missing", [date(2027, 1, 1), date(2027, 2, 6), date(2027, 10, 3)])
def test_a_statutory_day_that_is_missing_is_named(missing):
    kept = [each for each in invented_days() if each.day != missing]

    assert f"缺少法定节日：{missing}" in messages(kept)


def test_fewer_days_than_the_law_gives_are_refused_and_more_are_not():
    given_away = [each for each in invented_days() if each.day != date(2027, 10, 7)]
    granted = [each for each in invented_days() if each.day != date(2027, 10, 9)]

    assert "少于法定的 13 天" in messages(given_away)
    assert messages(granted) == ""


def test_a_free_day_that_is_called_worked_is_refused():
    first, *others = invented_days()

    assert "本来就上班" in messages([replace(first, is_working=True), *others])
