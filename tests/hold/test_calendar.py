"""A year that nobody announced is guessed, said to be so, and nothing is too early because of it."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from holidays import country_holidays

from tests.factories import a_class, a_trainee, an_enrolment, at
from tests.training.calendar.arranging import an_arrangement, invented_days
from tests.training.deadlines.guessing import (
    ARRANGED,
    BEGINS,
    GUESSED,
    LATEST,
    apply,
    publicise,
    publicity,
    take,
)
from training.attendance.rules.reminders import Silence
from training.attendance.views.plan_reminders import plan_reminders
from training.deadlines.views.moved import list_moved
from training.notice.statutory_days import statutory_days
from training.notice.working_days import AFTER, BEFORE, PUBLISHED
from training.payments.rules.refusals import PublicityRuns

FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 1)
EVERY_DAY = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]


def test_both_sources_say_the_same_of_every_day_that_was_announced(figure):
    second = country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    law = {day for year in range(FIRST.year, LAST.year + 1) for day in statutory_days(year)}

    differing = [day for day in EVERY_DAY if second.is_working_day(day) != chinese_calendar.is_workday(day)]
    worked = [day for day in law if chinese_calendar.is_workday(day)]

    assert (differing, worked) == ([], [])
    figure(
        "days 2019–2026 on which `holidays` and chinesecalendar differ",
        "0",
        f"{len(differing)} of {len(EVERY_DAY)}; {len(law)} statutory days, all free in both",
    )


def test_no_weekday_was_ever_free_further_from_a_statutory_day_than_is_reckoned_with():
    """What the latest day of a guess rests on."""
    law = {day for year in range(FIRST.year, LAST.year + 2) for day in statutory_days(year)}
    near = {day + timedelta(days=offset) for day in law for offset in range(-BEFORE, AFTER + 1)}
    free = {day for day in EVERY_DAY if day.weekday() < 5 and not PUBLISHED.is_working_day(day)}

    assert free - near == set()


def test_the_fifth_working_day_after_28_december_2026_is_not_a_day_early(figure):
    counted = PUBLISHED.after(BEGINS, 5)

    assert (counted.on, counted.latest) == (GUESSED, LATEST)
    assert "2027 年放假安排未公布，暂按法定节日和周末推算" in counted.warning
    figure(
        "the fifth working day after 2026-12-28, the year 2027 not announced",
        "not before 2027-01-05, and said to be guessed",
        f"{counted.on}, at the latest {counted.latest}, with the warning",
    )


def test_nobody_is_reminded_on_new_years_day_2027(database, figure):
    with database.writing() as session:
        for day in (NEW_YEAR, NEW_YEAR + timedelta(days=3)):
            own = a_class(session, f"BT-{day.day}", starts_on=day, days=1)
            an_enrolment(session, own, a_trainee(session, f"学员{day.day}", f"1380000000{day.day}"), "1")

    plans = {}
    for day in (NEW_YEAR, NEW_YEAR + timedelta(days=3)):
        with database.reading() as session:
            plans[day] = plan_reminders(session, at(day, "08:41"))

    assert {why for _, _, why in plans[NEW_YEAR].no_class} == {Silence.HOLIDAY}
    assert plans[NEW_YEAR].due == []
    # On the Monday after it is a matter of the hour and of the machine again.
    assert Silence.HOLIDAY not in {why for _, _, why in plans[NEW_YEAR + timedelta(days=3)].no_class}
    figure("reminders on 2027-01-01, the year not announced", "0", len(plans[NEW_YEAR].due))


@pytest.mark.parametrize("free", [1, 3, 5])
def test_whatever_is_arranged_no_money_was_applied_for_before_the_publicity_was_over(free, database, figure):
    """New Year is arranged with so many days after it; until then the house has waited."""
    with database.writing() as session:
        publicise(session)
        with pytest.raises(PublicityRuns):
            apply(session, LATEST)

    take(database, an_arrangement(_with_new_year(free)))

    with database.reading() as session:
        ends_on = publicity(session).ends_on
    assert GUESSED <= ends_on <= LATEST
    figure("money applied for before a publicity was over, whatever is arranged", "0", 0)


def test_every_stored_deadline_follows_the_import_and_the_difference_is_told(database, figure):
    with database.writing() as session:
        publicise(session)

    done = take(database)

    with database.reading() as session:
        own, moved = publicity(session), list_moved(session)
        assert (own.ends_on, own.latest_on) == (ARRANGED, None)
    assert [(each.was, each.becomes) for each in done.moved] == [(GUESSED, ARRANGED)]
    assert len(moved) == 1
    figure("stored deadlines that stay guessed after the import", "0, each move a row", "0, 1 of 1 a row")


def _with_new_year(free: int):
    """`free` days from 1 January on; nothing is worked for them."""
    others = [each for each in invented_days() if each.name != "元旦"]
    first = invented_days()[0]
    return [type(first)(NEW_YEAR + timedelta(days=each), False, "元旦") for each in range(free)] + others
