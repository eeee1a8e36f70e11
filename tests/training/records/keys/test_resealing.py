"""What an older key sealed is sealed by the new one, once each, whatever comes between."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select, text, update

from tests.factories import a_trainee
from tests.training.records.keys.changing import (
    DATA,
    INDEX,
    NEXT,
    NOW,
    change_data_key,
    end_others,
    next_keys,
    nothing,
    old_keys,
)
from training.database import Database
from training.errors import NotNow
from training.records.classes.trainees import Trainee
from training.records.keys import resealing
from training.records.keys.changing import live_fingerprints
from training.records.keys.sealed_values import count_by_key, stored
from training.vault import KeysBefore, Vault

PHONES = stored("trainee", "phone", "phone")
MANY = 450
"""More than two portions."""


def people(database: Database, count: int) -> None:
    with database.writing() as session:
        for place in range(count):
            a_trainee(session, f"学员{place}", str(13800000000 + place))


def phones(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Trainee.phone)))


def counts(database: Database) -> list[int]:
    """How many values the old key sealed, the next one, and none of both."""
    both = [old_keys().wanted.data, next_keys().wanted.data]
    with database.reading() as session:
        return list(count_by_key(session.connection(), both).values())


def test_everything_is_sealed_anew_and_opened_by_the_new_key_alone(own, copied_database_url):
    people(own, MANY)
    before = counts(own)

    change_data_key(own)

    assert (before, counts(own)) == ([2 * MANY, 0, 0], [0, 2 * MANY, 0])
    alone = Database(copied_database_url, Vault(NEXT, INDEX))
    assert phones(alone) == {str(13800000000 + place) for place in range(MANY)}
    alone.close()


def test_values_of_before_that_tell_no_key_are_sealed_anew_too(own):
    people(own, 1)
    headless = b"n" * 12 + AESGCM(DATA).encrypt(b"n" * 12, b"13899999999", b"phone")
    with own.writing() as session:
        session.execute(update(PHONES.rows).values(phone=headless))
    before = counts(own)

    change_data_key(own)

    assert (before, counts(own)) == ([1, 0, 1], [0, 2, 0])
    assert phones(own) == {"13899999999"}


def test_a_run_that_was_stopped_between_two_portions_is_gone_on_with(own):
    people(own, MANY)

    class Killed(Exception):
        pass

    def die(so_far: resealing.Resealed) -> None:
        if so_far.values:
            raise Killed

    resealing.use_data_key(own, now=NOW)
    with pytest.raises(Killed):
        resealing.reseal_columns(own, die)
    half = counts(own)
    rest = resealing.reseal_columns(own, nothing)

    assert half == [2 * MANY - resealing.PORTION, resealing.PORTION, 0]
    assert (rest.values, counts(own)) == (half[0], [0, 2 * MANY, 0])


def test_doing_it_again_changes_nothing(own):
    people(own, 3)
    change_data_key(own)
    with own.reading() as session:
        before = session.scalars(select(PHONES.bytes)).all()

    change_data_key(own)

    with own.reading() as session:
        assert session.scalars(select(PHONES.bytes)).all() == before
        assert live_fingerprints(session, "data") == [next_keys().wanted.data]


def test_both_keys_are_live_until_nothing_needs_the_old_one(own):
    resealing.use_data_key(own, now=NOW)
    with own.reading() as session:
        between = live_fingerprints(session, "data")

    retired = resealing.retire_data_keys(own, now=NOW)

    assert between == [old_keys().wanted.data, next_keys().wanted.data]
    assert retired == [old_keys().wanted.data]


def test_what_no_key_opens_stays_as_it_is_and_is_told(own):
    people(own, 2)
    with own.writing() as session:
        session.execute(update(PHONES.rows).where(PHONES.id == 1).values(phone=b"?" * 40))

    resealing.use_data_key(own, now=NOW)
    done = resealing.reseal_columns(own, nothing)

    assert (done.values, done.unreadable) == (3, 1)
    with own.reading() as session:
        assert session.scalar(select(PHONES.bytes).where(PHONES.id == 1)) == b"?" * 40


def test_a_change_that_is_called_off_half_way_goes_back_to_the_old_key(own, copied_database_url):
    people(own, 1)
    resealing.use_data_key(own, now=NOW)
    own.close()
    from_next = Database(copied_database_url, Vault(DATA, INDEX, before=KeysBefore(data=(NEXT,))))
    end_others(from_next)

    change_data_key(from_next)

    with from_next.reading() as session:
        assert live_fingerprints(session, "data") == [old_keys().wanted.data]
    assert counts(from_next) == [2, 0, 0]
    from_next.close()


@pytest.mark.parametrize("copied_database_url", ["postgresql"], indirect=True)
def test_on_postgresql_it_waits_until_all_processes_were_restarted(own, copied_database_url):
    stale = Database(copied_database_url, old_keys())
    with stale.reading() as session:
        session.execute(text("SELECT 1"))

    with pytest.raises(NotNow, match="还有 1 个数据库连接来自没有按新设置重启的进程"):
        resealing.use_data_key(own, now=NOW)

    stale.close()
    end_others(own)
    assert resealing.use_data_key(own, now=NOW)
