"""The sample city loads on any day, also where nobody has announced the holidays on its way."""

from datetime import date, timedelta

from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED
from training.records.payments.meetings import SubsidyPublicity
from webapp.demo.city.classes import DISTRICTS
from webapp.demo.city.money import FIRST, PAID_AFTER, days_to_apply
from webapp.demo.city.paperwork.plans import NEVER_PLANNED, planned_quarters

THREE_YEARS = [date(2026, 12, 1) + timedelta(days) for days in range(3 * 366)]


def a_publicity(today: date) -> SubsidyPublicity:
    """The first one of a city that is loaded on that day, as the act reckons its end."""
    last = PUBLISHED.after(today + timedelta(FIRST), Policy().publicity_working_days)
    return SubsidyPublicity(ends_on=last.on, latest_on=last.latest if last.is_guessed else None)


def test_money_was_applied_for_behind_the_publicity_whatever_is_arranged_and_paid_by_today():
    shown = [(today, a_publicity(today)) for today in THREE_YEARS]

    applied = [(today + timedelta(days_to_apply(own, today)), own, today) for today, own in shown]

    assert [today for day, own, today in applied if day <= own.surely_ends_on] == []
    assert [today for day, _, today in applied if day + timedelta(PAID_AFTER) > today] == []
    assert any(own.surely_ends_on > own.ends_on for _, own in shown)


def test_no_plan_is_empty_and_no_class_is_in_two():
    plans = [list(planned_quarters(district, today)) for today in THREE_YEARS for district in DISTRICTS]

    planned = [[each.number for _, own in found for each in own] for found in plans]
    assert all(own for found in plans for _, own in found)
    assert all(len(set(numbers)) == len(numbers) for numbers in planned)
    assert NEVER_PLANNED.isdisjoint(number for numbers in planned for number in numbers)
