"""PIPL art. 19: of an answered message of the chat nothing is left after the policy's days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from training.chat.acts.receive_message import Incoming, receive_message
from training.chat.acts.resume_messages import ANSWERED
from training.chat.acts.settle_message import settle_message
from training.classes.acts.add_rule_set import add_rule_set
from training.privacy.acts.purge_chat import purge_chat
from training.records.chat import ReceivedMessage

NOW = at(MONDAY, "03:10")
SECOND = timedelta(seconds=1)


def say(database, ago: timedelta, *, is_answered: bool = True) -> None:
    """A message that arrived and was answered so long ago."""
    with database.writing() as session:
        key = receive_message(session, Incoming(f"m-{ago}-{is_answered}", "limin", "{}"), now=NOW - ago)
        if is_answered:
            settle_message(session, key, ANSWERED, now=NOW - ago)


def purge(database) -> int:
    with database.writing() as session:
        return purge_chat(session, now=NOW)


@pytest.mark.parametrize(
    ("ago", "gone"),
    [(timedelta(days=30) - SECOND, 0), (timedelta(days=30), 1), (timedelta(days=30) + SECOND, 1)],
)
def test_an_answered_message_goes_after_30_days(database, ago, gone):
    say(database, ago)

    assert purge(database) == gone
    assert purge(database) == 0


def test_what_was_never_answered_waits_for_a_bot(database):
    say(database, timedelta(days=300), is_answered=False)

    assert purge(database) == 0


def test_the_days_are_those_of_the_citys_rules(database):
    with database.writing() as session:
        add_rule_set(
            session,
            None,
            {"chat_retention_days": 7, "effective_from": "2026-01-01"},
            made_by="市里",
            now=NOW - timedelta(days=90),
        )
    say(database, timedelta(days=7))
    say(database, timedelta(days=6))

    assert purge(database) == 1
    with database.reading() as session:
        assert len(session.scalars(select(ReceivedMessage)).all()) == 1
