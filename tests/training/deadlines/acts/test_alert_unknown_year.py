"""From December on somebody is told every week that the arrangement of the next year is missing."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.deadlines.guessing import take
from training.database import Database
from training.deadlines.acts.alert_unknown_year import alert_unknown_year
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert


def told(database: Database, *days: date) -> list[str]:
    with database.writing() as session:
        for day in days:
            alert_unknown_year(session, now=at(day, "08:05"))
        found = session.scalars(select(Alert).order_by(Alert.id)).all()
        assert {each.audience for each in found} <= {Audience.ADMINISTRATOR}
        return [each.text for each in found]


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1), (date(2026, 12, 31), 1), (date(2027, 1, 4), 1)],
)
def test_it_begins_on_the_first_of_december_and_goes_on_in_the_year_itself(day, count, database):
    assert len(told(database, day)) == count


def test_it_says_what_is_guessed_and_what_to_do(database):
    (text,) = told(database, date(2026, 12, 1))

    assert text.startswith("2027 年放假安排未公布，暂按法定节日和周末推算")
    assert "“放假安排”" in text
    assert not text.endswith("…")


def test_it_is_told_once_a_week_until_the_year_is_imported(database):
    week = [date(2026, 12, day) for day in (1, 2, 6, 7, 8)]
    assert len(told(database, *week)) == 2

    take(database)

    assert len(told(database, date(2026, 12, 14))) == 2
