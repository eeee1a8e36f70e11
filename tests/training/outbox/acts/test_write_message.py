"""The outbox: one cause is one message, sealed, and gone with the act that caused it."""

import json
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, text

from tests.factories import MONDAY, a_class, a_trainee, at
from tests.training.builders import at_once
from training.database import Database
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage

NOW = at(MONDAY, "10:00")
PHONE = "13800000001"
DRAFT = MessageDraft(
    template="missing_punch",
    parameters={"name": "王芳", "day": "3月2日"},
    phone=PHONE,
    dedupe_key="missing_punch:1:2026-03-02",
    expires_at=NOW + timedelta(hours=8),
)


def write(database: Database, draft: MessageDraft = DRAFT, *, now=NOW) -> bool:
    with database.writing() as session:
        return write_message(session, draft, now=now)


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(OutgoingMessage)) or 0


def test_a_message_waits_as_a_template_with_its_values(database):
    assert write(database)

    with database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert (message.template, message.phone) == ("missing_punch", PHONE)
        # The order counts: some providers number the values.
        assert list(json.loads(message.parameters or "").items()) == [("name", "王芳"), ("day", "3月2日")]
        assert (message.state, message.attempts, message.settled_at) == (MessageState.CREATED, 0, None)
        assert (message.written_at, message.expires_at) == (NOW, NOW + timedelta(hours=8))


def test_one_cause_is_one_message_however_often_it_is_written(database):
    again = replace(DRAFT, parameters={"name": "别人"}, phone="13900000009")

    assert [write(database), write(database), write(database, again)] == [True, False, False]

    with database.reading() as session:
        assert session.scalars(select(OutgoingMessage.phone)).all() == [PHONE]


def test_a_message_that_was_settled_long_ago_is_not_written_again(database):
    write(database)
    with database.writing() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        message.state, message.settled_at, message.parameters = MessageState.SENT, NOW, None

    assert not write(database, now=NOW + timedelta(days=400))


def test_of_several_who_write_one_cause_at_once_one_writes(database):
    written = at_once(*[lambda: write(database)] * 4)

    assert sorted(written) == [False, False, False, True]
    assert count(database) == 1


def test_a_message_is_due_at_once_or_when_it_says(database):
    later = NOW + timedelta(hours=2)
    write(database)
    write(database, replace(DRAFT, dedupe_key="later", due_at=later))

    with database.reading() as session:
        due = session.execute(select(OutgoingMessage.dedupe_key, OutgoingMessage.due_at)).all()
    assert dict(map(tuple, due)) == {DRAFT.dedupe_key: NOW, "later": later}


def test_a_message_names_its_trainee_and_whose_cost_it_is(database):
    with database.writing() as session:
        trainee, district = a_trainee(session).id, a_class(session).district_id
    write(database, replace(DRAFT, trainee_id=trainee, district_id=district))

    with database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert (message.trainee_id, message.district_id) == (trainee, district)


def test_a_message_goes_with_the_act_that_caused_it(database):
    with database.writing() as session:
        write_message(session, DRAFT, now=NOW)
        session.rollback()

    assert count(database) == 0
    assert write(database)


def test_a_phone_is_found_by_its_index_and_read_by_nobody_without_the_key(database):
    write(database)

    with database.reading() as session:
        own = select(OutgoingMessage.id).where(OutgoingMessage.phone_index == PHONE)
        assert session.scalar(own) is not None
        columns = text("SELECT phone, phone_index, parameters FROM outgoing_message")
        stored = b"".join(map(bytes, session.execute(columns).one()))
    assert PHONE.encode() not in stored
    assert "王芳".encode() not in stored
