"""The month's quota: counted by Shanghai months, told at 80 and at 100 percent, each once."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.builders import at_once
from training.chat.acts.count_usage import Plan, count_usage
from training.chat.acts.tell_quota_empty import tell_quota_empty
from training.chat.terms import UsageKind
from training.chat.views.usage_of_month import usage_of_month
from training.database import Database
from training.records.outbox.alerts import Alert

NOW = at(date(2026, 3, 31), "23:59")
LIMITS = {UsageKind.CALLS: 100, UsageKind.MESSAGES: 10}
PLAN = Plan("钉钉", LIMITS)


def use(database: Database, calls: int, now=NOW) -> None:
    with database.writing() as session:
        count_usage(session, {UsageKind.CALLS: calls}, PLAN, now=now)


def used(database: Database, now=NOW) -> dict[UsageKind, tuple[int, int]]:
    with database.reading() as session:
        return {each.kind: (each.count, each.percent) for each in usage_of_month(session, LIMITS, now=now)}


def alerts(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Alert.text).order_by(Alert.id)))


def test_uses_add_up_within_a_month_and_begin_anew_with_the_next(database):
    use(database, 30)
    use(database, 12)
    use(database, 5, at(date(2026, 4, 1), "00:00"))

    assert used(database) == {UsageKind.CALLS: (42, 42), UsageKind.MESSAGES: (0, 0)}
    assert used(database, at(date(2026, 4, 1), "00:00"))[UsageKind.CALLS] == (5, 5)


@pytest.mark.parametrize(("calls", "told"), [(79, 0), (80, 1), (81, 1), (99, 1), (100, 2), (101, 2)])
def test_the_administrator_is_told_at_80_and_at_100_percent(database, calls, told):
    use(database, calls)
    use(database, 0)

    assert len(alerts(database)) == told


def test_each_threshold_is_told_once_a_month(database):
    for _ in range(3):
        use(database, 85)

    assert len(alerts(database)) == 2
    use(database, 85, at(date(2026, 4, 1), "00:00"))
    assert len(alerts(database)) == 3


def test_two_bots_that_count_at_once_lose_nothing(database):
    at_once(*[lambda: use(database, 1)] * 8)

    assert used(database)[UsageKind.CALLS] == (8, 8)


def test_an_emptied_quota_is_told_once_a_month(database):
    for _ in range(2):
        with database.writing() as session:
            tell_quota_empty(session, UsageKind.MESSAGES, PLAN.platform, now=NOW)

    (text,) = alerts(database)
    assert "2026年03月" in text
    assert "消息" in text
