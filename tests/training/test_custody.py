"""The database says which keys it wants: others are refused with the reason, and a change is seen at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import a_trainee
from tests.house.counting import counted
from training.ciphers import Crypto
from training.custody import Custody, WrongKey
from training.database import Database, blind
from training.records.classes.trainees import Trainee
from training.records.keys.keys import KeyInUse
from training.records.keys.reindexing import exchange_indexes
from training.records.keys.resealing import use_data_key
from training.vault import Fingerprints, KeysBefore, Vault

DATA, INDEX, NEXT = b"d" * 32, b"i" * 32, b"n" * 32
NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)
LIMIT = 2
"""Whether the table is there, and what it says."""


@pytest.fixture
def opened(copied_database_url: str) -> Iterator[SimpleNamespace]:
    """`opened.by(vault)` is the database as a process with those keys has it."""
    made: list[Database] = []

    def by(vault: Vault) -> Database:
        made.append(Database(copied_database_url, vault))
        return made[-1]

    yield SimpleNamespace(by=by)
    for each in made:
        each.close()


def change(own: Database) -> None:
    use_data_key(own, now=NOW)
    exchange_indexes(own, {}, now=NOW)


def next_keys(crypto: Crypto = Crypto.AES) -> Vault:
    return Vault(NEXT, NEXT, crypto, KeysBefore((DATA,), (INDEX,)))


@pytest.mark.parametrize(
    ("keys", "name"),
    [(Vault(NEXT, INDEX), "CHABAN_DATA_KEY"), (Vault(DATA, NEXT), "CHABAN_INDEX_KEY")],
)
@pytest.mark.parametrize("session", ["reading", "writing", "jotting"])
def test_with_another_key_no_session_begins_and_the_reason_names_key_and_fingerprints(
    opened, keys, name, session
):
    with (
        pytest.raises(WrongKey, match=f"^{name} 与这个数据库不符") as refused,
        getattr(opened.by(keys), session)(),
    ):
        pass

    told, kind = str(refused.value), "data" if name == "CHABAN_DATA_KEY" else "index"
    assert keys.fingerprints()[kind] in told
    assert Vault(DATA, INDEX).fingerprints()[kind] in told
    assert f"{name}S_BEFORE" in told


def test_the_keys_are_asked_for_once_and_no_transaction_costs_more_for_them(sqlite, vault):
    database = Database(sqlite.url, vault)
    for most in (LIMIT + 1, 1, 1):
        with counted(database) as tally, database.reading() as session:
            session.scalar(select(func.count(Trainee.id)))

        assert tally.statements <= most
    database.close()


def test_the_old_keys_are_in_use_until_the_change_however_new_the_settings_are(opened):
    old, new = opened.by(Vault(DATA, INDEX)), opened.by(next_keys())

    with new.writing() as session:
        a_trainee(session, "王芳", "13800000001")

    with old.reading() as session:
        found = session.scalars(select(Trainee).where(Trainee.phone_index == "13800000001")).one()
        assert found.phone == "13800000001"


def test_who_has_both_keys_sees_the_change_at_the_next_transaction(opened):
    other, own = opened.by(next_keys()), opened.by(next_keys())
    with other.writing() as session:
        a_trainee(session, "王芳", "13800000001")

    use_data_key(own, now=NOW)
    exchange_indexes(own, {}, now=NOW)

    with other.writing() as session:
        a_trainee(session, "李强", "13800000002")
        phones = ("13800000001", "13800000002")
        found = [session.scalar(select(Trainee.name).where(Trainee.phone_index == each)) for each in phones]
    assert found == ["王芳", "李强"]
    assert other.vault.fingerprints() == Vault(NEXT, NEXT).fingerprints()


def test_a_process_with_the_old_settings_is_refused_after_the_change_and_doubles_nobody(opened):
    stale, own = opened.by(Vault(DATA, INDEX)), opened.by(next_keys())
    with stale.writing() as session:
        a_trainee(session, "王芳", "13800000001")
    stale.engine.dispose()

    use_data_key(own, now=NOW)

    with pytest.raises(WrongKey, match="CHABAN_DATA_KEY"), stale.writing() as session:
        a_trainee(session, "王芳", "13800000001")


def test_a_change_of_family_is_a_change_of_keys(opened):
    own = opened.by(Vault(DATA, INDEX, Crypto.SM))
    with own.writing() as session:
        a_trainee(session, "王芳", "13800000001")

    use_data_key(own, now=NOW)
    exchange_indexes(own, {}, now=NOW)

    with own.reading() as session:
        found = session.scalars(select(Trainee).where(Trainee.phone_index == "13800000001")).one()
        live = select(KeyInUse.crypto).where(KeyInUse.kind == "index", KeyInUse.retired_at.is_(None))
        assert (found.phone, session.scalars(live).all()) == ("13800000001", [Crypto.SM])


def test_a_transaction_keeps_its_keys_whatever_another_thread_has_seen(opened):
    change(opened.by(next_keys()))
    vault = next_keys()
    web = opened.by(vault)
    with web.reading():
        pass

    with web.writing() as session:
        before = blind(session, "phone", "13800000001")
        vault.settle(Fingerprints(**Vault(DATA, INDEX).fingerprints()))
        after = blind(session, "phone", "13800000001")

    assert before == after == Vault(NEXT, NEXT).blind("phone", "13800000001")


def test_who_looked_before_a_change_and_says_so_late_turns_nobody_back(opened):
    vault = next_keys()
    web, custody = opened.by(vault), Custody(vault)
    with Session(web.engine) as slow, Session(web.engine) as quick:
        # What it reads stands still from here on.
        slow.execute(select(func.count()).select_from(KeyInUse))
        change(opened.by(next_keys()))
        with custody.over(quick):
            seen = vault.fingerprints()
        with custody.over(slow):
            pass

    assert vault.fingerprints() == seen
