import pytest

from tests.training.rosters.changing import Changing, a_class_with_people
from training.database import Database


@pytest.fixture
def changing(database: Database) -> Changing:
    with database.writing() as session:
        a_class_with_people(session)
    return Changing(database)
