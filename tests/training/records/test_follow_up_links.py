"""R14: links that were sent before go on working, and nobody reads one out of the rows."""

import pytest
from sqlalchemy import select, text

from tests.factories import MONDAY, a_class
from tests.training.follow_ups.recorded import AGAIN, a_person, a_step, an_answer
from training.database import Database
from training.follow_ups.views.find_follow_up import find_by_link
from training.records import schema
from training.records.follow_ups.follow_ups import FollowUp

BEFORE = "0059_urgent_cards"
SENT = "Xy7kQ2abcde"


@pytest.fixture
def database_of_before(copied_database_url, vault):
    """A step whose link was sent, with an answer of the school, and one without a link."""
    database = Database(copied_database_url, vault)
    with database.writing() as session:
        own = a_class(session, "BT-9", starts_on=MONDAY)
        an_answer(session, a_step(session, a_person(session, own)))
        a_step(session, a_person(session, own, "李丽", "13800000002"))
    schema.downgrade(database, BEFORE)
    yield database
    database.close()


def test_a_link_of_before_works_and_is_not_kept(database_of_before):
    with database_of_before.writing() as session:
        session.execute(
            text("UPDATE follow_up SET token = :sent WHERE id = (SELECT min(id) FROM follow_up)"),
            {"sent": SENT},
        )

    schema.upgrade(database_of_before)

    with database_of_before.reading() as session:
        found = find_by_link(session, SENT, AGAIN.date())
        assert found is not None
        assert len(found.answers) == 1
        kept = session.scalars(select(FollowUp.token_digest).order_by(FollowUp.id)).all()
        assert kept[0] not in (None, SENT)
        assert kept[1] is None
        assert find_by_link(session, kept[0], AGAIN.date()) is None


def test_the_code_of_before_finds_no_digest_that_would_be_taken_for_a_token(database_of_before):
    with database_of_before.writing() as session:
        session.execute(text("UPDATE follow_up SET token = :sent WHERE id = 1"), {"sent": SENT})
    schema.upgrade(database_of_before)

    schema.downgrade(database_of_before, BEFORE)

    with database_of_before.reading() as session:
        assert session.scalars(text("SELECT token FROM follow_up")).all() == [None, None]
