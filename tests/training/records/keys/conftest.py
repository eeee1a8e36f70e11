"""A database that is given other keys, so each test has one of its own."""

from collections.abc import Iterator

import pytest

from tests.training.records.keys.changing import next_keys
from training.database import Database


@pytest.fixture
def own(copied_database_url: str) -> Iterator[Database]:
    """Sealed by the old keys, and opened by a process that knows the next ones too."""
    database = Database(copied_database_url, next_keys())
    yield database
    database.close()
