"""What the use-cases of several subjects begin with."""

import pytest

from tests.training.checks.checking import Checking, enrol, register_staff
from training.database import Database


@pytest.fixture
def checking(database: Database) -> Checking:
    """The city's inspector before a class of four trainees of 昆都仑区; nothing has been drawn."""
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    return Checking(database, class_id)
