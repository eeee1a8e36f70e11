"""The installation that the browser visits is the same at whatever hour the tests run."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.browser.checked import opened
from tests.browser.installation import Installation
from tests.factories import at
from training.checks.rules.call_hours import is_call_time
from training.records.classes.classes import TrainingClass

MINUTES = 24 * 60


def test_trainees_are_called_at_any_minute_of_a_day_without_a_lesson(product: Installation):
    midnight = at(date(2026, 3, 8), "00:00")
    with opened(product) as (database, _), database.reading() as session:
        policies = {each.rule_set.policy for each in session.scalars(select(TrainingClass))}

    refused = [
        minute
        for policy in policies
        for minute in range(MINUTES)
        if not is_call_time(midnight + timedelta(minutes=minute), (), policy)
    ]

    assert policies
    assert refused == []
