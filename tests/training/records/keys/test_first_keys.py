"""A database that does not know its keys yet is told them once they are proved, and never other ones."""

import pytest
from sqlalchemy import select, text

from tests.conftest import DATABASES
from tests.factories import a_trainee
from training.ciphers import Crypto
from training.custody import WrongKey
from training.database import Database
from training.records import schema
from training.records.classes.trainees import Trainee
from training.records.keys.keys import KeyInUse
from training.vault import KeysBefore, Vault

DATA, INDEX, OTHER = b"d" * 32, b"i" * 32, b"o" * 32
BEFORE_KEYS = "0013_looks"


@pytest.fixture
def older(copied_database_url: str) -> str:
    """As it stood before databases knew their keys, with 王芳 in it."""
    database = Database(copied_database_url, Vault(DATA, INDEX))
    with database.writing() as session:
        a_trainee(session, "王芳", "13800000001")
    schema.downgrade(database, BEFORE_KEYS)
    database.close()
    return copied_database_url


def known_keys(database: Database) -> list[tuple[str, str, Crypto]]:
    with database.reading() as session:
        own = select(KeyInUse.kind, KeyInUse.fingerprint, KeyInUse.crypto).order_by(KeyInUse.kind)
        return [tuple(each) for each in session.execute(own)]


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
@pytest.mark.parametrize("crypto", Crypto)
def test_a_new_database_is_of_the_keys_that_made_it(empty_database_url, crypto):
    database = Database(empty_database_url, Vault(DATA, INDEX, crypto))

    schema.upgrade(database)

    expected = sorted((*each, crypto) for each in Vault(DATA, INDEX, crypto).fingerprints().items())
    assert known_keys(database) == expected
    database.close()


def test_an_older_database_learns_its_keys_when_they_open_it(older):
    database = Database(older, Vault(DATA, INDEX))

    schema.upgrade(database)

    assert [each[1] for each in known_keys(database)] == list(Vault(DATA, INDEX).fingerprints().values())
    database.close()


@pytest.mark.parametrize(
    ("keys", "name"),
    [(Vault(OTHER, INDEX), "CHABAN_DATA_KEY"), (Vault(DATA, OTHER), "CHABAN_INDEX_KEY")],
)
def test_an_older_database_is_not_upgraded_by_keys_that_do_not_open_it(older, keys, name):
    database = Database(older, keys)

    with pytest.raises(WrongKey, match=name):
        schema.upgrade(database)

    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == BEFORE_KEYS
    database.close()


def test_an_older_database_is_of_the_keys_that_open_it_though_newer_ones_are_wanted(older):
    database = Database(older, Vault(OTHER, OTHER, Crypto.SM, KeysBefore((DATA,), (INDEX,))))

    schema.upgrade(database)

    assert [each[1] for each in known_keys(database)] == list(Vault(DATA, INDEX).fingerprints().values())
    with database.reading() as session:
        found = session.scalars(select(Trainee).where(Trainee.phone_index == "13800000001")).one()
        assert found.name == "王芳"
    database.close()
