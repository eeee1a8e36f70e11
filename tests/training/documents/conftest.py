"""The desk at which all of these tests hand in."""

import pytest
from sqlalchemy import select

from tests.factories import an_institution
from tests.training.documents.handing_in import Desk, an_office
from training.classes.views.find_class import find_class
from training.database import Database
from training.documents.terms import OwnerKind
from training.records.classes.trainees import Trainee


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.writing() as session:
        an_office(session)
        keys = {
            OwnerKind.CLASS: str(find_class(session, "BT-1").public_id),
            OwnerKind.INSTITUTION: str(an_institution(session).id),
            OwnerKind.TRAINEE: str(session.scalars(select(Trainee)).one().public_id),
        }
    return Desk(database, keys=keys)
