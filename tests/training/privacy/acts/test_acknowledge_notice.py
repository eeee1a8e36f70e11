"""A trainee says to have been told (告知确认), once for each version of the notice."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_trainee, at
from tests.training.builders import at_once
from training.privacy.acts.acknowledge_notice import NoticeChanged, acknowledge_notice
from training.privacy.rules.purposes import NOTICE_VERSION
from training.privacy.views.notice_read import notice_read
from training.records.people.notices import NoticeAcknowledgement

EIGHT, NINE = at(MONDAY, "08:00"), at(MONDAY, "09:00")


@pytest.fixture
def trainee_id(database) -> int:
    with database.writing() as session:
        return a_trainee(session, "王芳", "13800000001").id


def test_whoever_was_not_told_yet_is_still_to_be_told(database, trainee_id):
    with database.reading() as session:
        assert notice_read(session, trainee_id) is None


def test_the_first_acknowledgement_counts_and_a_second_changes_nothing(database, trainee_id):
    with database.writing() as session:
        assert acknowledge_notice(session, trainee_id, NOTICE_VERSION, now=EIGHT)
    with database.writing() as session:
        assert not acknowledge_notice(session, trainee_id, NOTICE_VERSION, now=NINE)

    with database.reading() as session:
        assert notice_read(session, trainee_id) == EIGHT


def test_an_older_notice_is_not_the_one_of_today(database, trainee_id):
    with database.writing() as session:
        session.add(NoticeAcknowledgement(trainee_id=trainee_id, version="2020-01", acknowledged_at=EIGHT))
    with database.writing() as session, pytest.raises(NoticeChanged):
        acknowledge_notice(session, trainee_id, "2020-01", now=NINE)

    with database.reading() as session:
        assert notice_read(session, trainee_id) is None
        assert session.scalars(select(NoticeAcknowledgement.version)).all() == ["2020-01"]


def test_of_two_phones_at_once_one_brings_the_news(database, trainee_id):
    def press() -> bool:
        with database.writing() as session:
            return acknowledge_notice(session, trainee_id, NOTICE_VERSION, now=EIGHT)

    assert sorted(at_once(press, press)) == [False, True]
