"""What the use-cases of several subjects begin with."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.databases.kept import begin
from tests.training.checks.checking import Checking, enrol, register_staff
from training.database import Database


@pytest.fixture
def checking(database: Database) -> Checking:
    """The city's inspector before a class of four trainees of 昆都仑区; nothing has been drawn."""
    return Checking(database, begin(database, "checking", _class_to_check))


def _class_to_check(session: Session) -> UUID:
    register_staff(session)
    return enrol(session, "BT-1", 4)
