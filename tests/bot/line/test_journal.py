"""What is acknowledged is on the disk, whoever holds the database; no dead bot loses it or does it twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from bot.line.ears import STORES, move_left, take_in
from bot.line.journal import LEASE, Journal, Kind, Receipt, journal_beside
from bot.line.lanes import Lanes
from tests.bot.conftest import LIMIN, NINE, World, listening
from tests.bot.line.test_desk import count, heard, outcomes
from tests.bot.line.test_stream import wait_until
from training.database import Database
from training.meetings.rules.news import MeetingNews
from training.records.chat import ReceivedMessage
from training.records.meetings.members import MeetingEvent
from training.records.opening import RECEIVED
from training.records.staff.staff import StaffLink
from training.vault import Vault

SAID = Receipt(Kind.MESSAGE, "m1", LIMIN, "13800000001 说的话")
HELD_FOR = timedelta(hours=1)


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path, vault) -> Iterator[Database]:
    """Only SQLite lets one writer hold up all others."""
    made = Database(f"sqlite:///{copy(migrated_sqlite, tmp_path / 'chaban.db')}", vault)
    yield made
    made.close()


@pytest.fixture
def journal(tmp_path: Path, vault) -> Iterator[Journal]:
    made = Journal(tmp_path / "own.received", vault)
    yield made
    made.close()


def test_what_is_kept_is_left_for_others_once_its_lease_is_over_and_in_its_order(journal):
    later = [Receipt(Kind.MESSAGE, f"m{number}", LIMIN, "") for number in range(9, 1, -1)]
    for each in (SAID, *later):
        journal.keep(each, now=NINE)

    assert journal.take_left(now=NINE + LEASE - timedelta(seconds=1)) == []
    assert journal.take_left(now=NINE + LEASE) == [SAID, *later]
    assert journal.take_left(now=NINE + LEASE) == []


def test_what_comes_twice_is_kept_once_and_what_is_forgotten_is_gone(journal):
    journal.keep(SAID, now=NINE)
    journal.keep(SAID, now=NINE)
    taken = journal.take_left(now=NINE, at_once=True)

    journal.forget(SAID)

    assert taken == [SAID]
    assert journal.take_left(now=NINE, at_once=True) == []


def test_an_event_and_a_message_of_one_number_are_two(journal):
    event = Receipt(Kind.EVENT, SAID.number, "c1", "{}")
    journal.keep(SAID, now=NINE)
    journal.keep(event, now=NINE)

    assert journal.take_left(now=NINE, at_once=True) == [SAID, event]


def test_what_somebody_said_is_readable_in_no_file(journal, tmp_path):
    journal.keep(SAID, now=NINE)

    assert [each.name for each in tmp_path.iterdir() if b"13800000001" in each.read_bytes()] == []


def test_what_another_key_sealed_keeps_nothing_else_from_its_turn(journal, tmp_path):
    other = Journal(tmp_path / "own.received", Vault(data_key=b"x" * 32, index_key=b"i" * 32))
    other.keep(replace(SAID, number="m0"), now=NINE)
    other.close()
    journal.keep(SAID, now=NINE)

    assert journal.take_left(now=NINE, at_once=True) == [SAID]


def test_two_bots_keep_one_journal(journal, tmp_path, vault):
    other = Journal(tmp_path / "own.received", vault)
    journal.keep(SAID, now=NINE)

    assert other.take_left(now=NINE, at_once=True) == [SAID]
    other.forget(SAID)
    assert journal.take_left(now=NINE + HELD_FOR) == []
    other.close()


def test_a_database_whose_writers_wait_for_nobody_needs_none(database, vault, tmp_path):
    own = journal_beside(database)
    elsewhere = Database("postgresql://127.0.0.1/chaban", vault)

    assert Path(f"{tmp_path / 'chaban.db'}{RECEIVED}").exists()
    assert (own is None, journal_beside(elsewhere)) == (False, None)
    own.close()
    elsewhere.close()


@contextmanager
def held(world: World) -> Iterator[None]:
    """Another process writes for long."""
    writer = sqlite3.connect(str(world.house.database.engine.url.database), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def test_a_message_is_acknowledged_while_another_holds_the_database_and_answered_after(world):
    gateway = world.organisation.gateway
    gateway.again_after = 3600
    with listening(world.house):
        world.ask(LIMIN, "待查")
        with held(world):
            world.organisation.say(LIMIN, "我的")
            assert wait_until(lambda: gateway.waiting() == 0)
            meanwhile = len(world.answers(LIMIN))

        assert wait_until(lambda: len(world.answers(LIMIN)) == 2)
    assert meanwhile == 1
    assert count(world, StaffLink) == 1


def test_an_event_is_acknowledged_while_another_holds_the_database_and_kept_after(world):
    gateway = world.organisation.gateway
    gateway.again_after = 3600
    with listening(world.house):
        with held(world):
            told = {
                "openConfModel": {"conferenceId": "c1", "title": "t"},
                "changeScene": "conference_created",
            }
            gateway.push_event("meeting_status_change", told, 1_772_413_200_000)
            assert wait_until(lambda: gateway.waiting() == 0)

        assert wait_until(lambda: count(world, MeetingEvent) == 1)


def receipt(world: World, text: str = "我的") -> Receipt:
    said = heard(world, text)
    return Receipt(Kind.MESSAGE, said.message_id, said.sender, said.to_json())


def by_another_bot(world: World) -> None:
    """It starts, and finds what was left."""
    lanes = Lanes()
    move_left(world.house, lanes, at_once=True)
    lanes.finish(wait_for_all=True)


class _Dying(Lanes):
    def hand_over(self, sender, work) -> None:
        """The bot was killed as soon as it had acknowledged."""


def test_a_bot_killed_right_after_it_acknowledged_loses_nothing(world):
    take_in(world.house, _Dying(), receipt(world))
    before = count(world, ReceivedMessage)

    by_another_bot(world)

    assert (before, outcomes(world)) == (0, ["answered"])
    assert len(world.answers(LIMIN)) == 1


def test_a_bot_killed_before_it_forgot_what_stands_in_the_database_makes_no_second_one(world):
    said = receipt(world)
    take_in(world.house, _Dying(), said)
    STORES[Kind.MESSAGE](world.house, said)()

    by_another_bot(world)
    by_another_bot(world)

    assert outcomes(world) == ["answered"]
    assert len(world.answers(LIMIN)) == 1
    assert world.house.journal.take_left(now=NINE + HELD_FOR) == []


def test_a_bot_killed_between_the_database_and_the_act_is_resumed_by_the_lease_alone(world):
    said = receipt(world)
    take_in(world.house, _Dying(), said)
    STORES[Kind.MESSAGE](world.house, said)

    by_another_bot(world)

    assert outcomes(world) == [""]
    assert world.answers(LIMIN) == []


def test_what_is_brought_again_after_it_was_forgotten_is_not_done_again(world):
    for _ in range(2):
        lanes = Lanes()
        take_in(world.house, lanes, receipt(world))
        lanes.finish(wait_for_all=True)

    assert outcomes(world) == ["answered"]
    assert len(world.answers(LIMIN)) == 1
    assert world.house.journal.take_left(now=NINE + HELD_FOR) == []


def test_news_of_a_meeting_that_a_killed_bot_acknowledged_is_kept(world):
    news = MeetingNews("e1", "c1", NINE, title="t")
    take_in(world.house, _Dying(), Receipt(Kind.EVENT, "e1", "c1", news.to_json()))

    by_another_bot(world)

    with world.house.database.reading() as session:
        assert session.scalars(select(MeetingEvent.event_id)).all() == ["e1"]
