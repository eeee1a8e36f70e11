"""Figures of the night are those of the ledger, whatever came late, and everybody sees the own place."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from notifications.figures import keep_figures
from notifications.schedule import SCHEDULE
from tests.factories import MONDAY, WHOLE_DAY, a_class, a_withdrawal, at, punches
from tests.notifications.conftest import Clock, FakeSms, a_post
from tests.training.checks.checking import (
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    enrol,
    register_staff,
)
from training.classes.views.find_class import find_class
from training.database import Database
from training.records.classes.trainees import Enrolment
from training.records.figures import ClassDay, FiguresMade
from training.staff.views.find_staff import find_staff
from training.worklist.rules.figures import Share
from training.worklist.views.figures_of import Figures, figures_of

DAY = timedelta(days=1)
TUESDAY, NIGHT = MONDAY + DAY, at(MONDAY + DAY, "04:05")
OF_FOUR = Share(8, 2)


@pytest.fixture
def taught(database: Database) -> Checking:
    """On Monday the first of BT-1's four came for both half days, and nobody else."""
    with database.writing() as session:
        register_staff(session)
        checking = Checking(database, enrol(session, "BT-1", 4))
        punches(session, find_class(session, "BT-1"), MONDAY, WHOLE_DAY, number="1")
    return checking


def figures(database: Database, who: str = CITY, now: datetime = NIGHT) -> Figures:
    with database.reading() as session:
        return figures_of(session, find_staff(session, who), now=now)


def kept(database: Database) -> list[tuple[date, int, int]]:
    with database.reading() as session:
        own = select(ClassDay.held_on, ClassDay.expected, ClassDay.present).order_by(ClassDay.held_on)
        return [tuple(each) for each in session.execute(own)]


def test_a_night_keeps_the_day_that_is_over_and_not_the_one_that_begins(taught):
    keep_figures(taught.database, NIGHT)

    assert kept(taught.database) == [(MONDAY, 8, 2)]
    assert figures(taught.database).whole.days[MONDAY] == OF_FOUR


def test_the_same_night_twice_changes_nothing(taught):
    keep_figures(taught.database, NIGHT)
    keep_figures(taught.database, NIGHT + timedelta(minutes=1))

    assert kept(taught.database) == [(MONDAY, 8, 2)]


def test_what_came_late_stands_in_the_next_night(taught):
    keep_figures(taught.database, NIGHT)
    with taught.database.writing() as session:
        own = find_class(session, "BT-1")
        punches(session, own, MONDAY, WHOLE_DAY, number="2")
        gone = session.scalars(select(Enrolment).where(Enrolment.attendance_number == "4")).one()
        a_withdrawal(session, gone, MONDAY - DAY)

    keep_figures(taught.database, NIGHT + DAY)

    assert kept(taught.database)[0] == (MONDAY, 6, 4)


def test_only_thirty_days_are_kept(taught):
    keep_figures(taught.database, NIGHT)
    last, over = NIGHT + 29 * DAY, NIGHT + 30 * DAY

    keep_figures(taught.database, last)
    assert kept(taught.database)[0][0] == MONDAY
    keep_figures(taught.database, over)
    assert MONDAY not in [day for day, _, _ in kept(taught.database)]


@pytest.mark.parametrize(
    ("who", "places", "expected"),
    [
        (CITY, ["昆都仑区", "青山区"], 14),
        (DISTRICT, ["包头市第一培训学校"], 8),
        (OTHER_DISTRICT, ["育才学校"], 6),
        (SCHOOL, ["BT-1"], 8),
    ],
)
def test_everybody_sees_the_own_place_by_its_parts(who, places, expected, taught):
    with taught.database.writing() as session:
        enrol(session, "BT-2", 3, district="青山区", institution="育才学校")
    keep_figures(taught.database, NIGHT)

    found = figures(taught.database, who)

    assert [each.name for each in found.places] == places
    assert found.whole.total.expected == expected
    assert found.months[-1].classes == len(places)
    assert found.months[-1].people == expected // 2


def test_a_month_counts_what_began_in_it_who_stayed_and_what_was_checked(taught):
    taught.start()
    taught.pass_all()
    with taught.database.writing() as session:
        a_class(session, "BT-0", starts_on=MONDAY - 2 * DAY)
        a_class(session, "LATER", starts_on=MONDAY + 9 * DAY)
        gone = session.scalars(select(Enrolment).where(Enrolment.attendance_number == "4")).one()
        a_withdrawal(session, gone, MONDAY)
    keep_figures(taught.database, NIGHT)

    february, march = figures(taught.database).months[-2:]

    assert (february.classes, february.people, february.checks) == (1, 0, 0)
    assert (march.classes, march.people, march.checks) == (1, 3, 1)


def test_a_check_that_is_voided_leaves_its_month_the_next_night(taught):
    taught.start()
    taught.pass_all()
    keep_figures(taught.database, NIGHT)
    taught.void("点错了班")

    keep_figures(taught.database, NIGHT + DAY)

    assert figures(taught.database).months[-1].checks == 0


def test_the_job_of_every_hour_works_once_a_night_and_makes_up_for_a_missed_one(taught):
    (job,) = (each for each in SCHEDULE if each.name == "figures")
    clock = Clock(at(TUESDAY, "03:05"))
    post = a_post(taught.database, FakeSms(), clock)
    for hours in (0, 1, 1, 22, 1, 49):
        clock.pass_by(hours=hours)
        job.act(post)

    with taught.database.reading() as session:
        made = list(session.scalars(select(FiguresMade.made_at).order_by(FiguresMade.id)))
    assert made == [
        at(TUESDAY, "03:05"),
        at(TUESDAY, "04:05"),
        at(TUESDAY + DAY, "04:05"),
        at(TUESDAY + 3 * DAY, "05:05"),
    ]


def test_before_the_first_night_nothing_is_said(taught):
    found = figures(taught.database)

    assert (found.made_at, found.places, found.whole.total) == (None, [], Share())
