"""PIPL art. 19: after the policy's days recipient and words are gone, the fact stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from training.classes.acts.add_rule_set import add_rule_set
from training.delivery.acts.store_receipt import store_receipt
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import SmsFate
from training.ports.sms import SmsReport
from training.privacy.acts.purge_messages import purge_messages
from training.records.classes.districts import District
from training.records.outbox.messages import MessageReceipt, OutgoingMessage

NOW = at(MONDAY, "03:10")


def write(database, days_ago: float, district: str | None = None) -> None:
    """A message that has been of no use for so many days, with a receipt."""
    expired = NOW - timedelta(days=days_ago)
    with database.writing() as session:
        found = session.scalars(select(District).where(District.name == district)).one_or_none()
        draft = MessageDraft(
            "day_lost",
            {"until": "x"},
            "13800000001",
            uuid4().hex,
            expired,
            district_id=found.id if found else None,
        )
        write_message(session, draft, now=expired - timedelta(minutes=30))
        message = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id.desc())).first()
        report = SmsReport(SmsFate.DELIVERED, "SM1")
        store_receipt(session, message.public_id, report, {"A": ["b"]}, now=expired)


def purge(database) -> int:
    with database.writing() as session:
        return purge_messages(session, now=NOW)


def kept(database) -> list[bool]:
    """Whether each message still has its recipient, oldest first."""
    with database.reading() as session:
        messages = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))
        return [message.phone is not None for message in messages]


@pytest.mark.parametrize(("days", "stays"), [(89.9, True), (90, False), (90.1, False)])
def test_a_message_is_emptied_ninety_days_after_it_was_of_use(database, days, stays):
    write(database, days)

    purged = purge(database)

    assert (kept(database), purged) == ([stays], int(not stays))
    with database.reading() as session:
        message, receipt = (
            session.scalars(select(OutgoingMessage)).one(),
            session.scalars(select(MessageReceipt)).one(),
        )
    emptied = (message.phone, message.phone_index, message.parameters, receipt.said)
    assert (emptied == (None,) * 4) is not stays
    assert (message.template, receipt.reference) == ("day_lost", "SM1")


def test_a_second_purge_changes_nothing(database):
    write(database, 100)

    assert (purge(database), purge(database)) == (1, 0)


def test_a_district_keeps_them_as_long_as_its_own_rules_say(database):
    with database.writing() as session:
        district = session.scalars(select(District).where(District.name == "青山区")).one()
        numbers = {"message_retention_days": 10, "effective_from": "2024-01-01"}
        add_rule_set(session, district, numbers, made_by="张会计", now=NOW)
    for place in ("青山区", "昆都仑区", None):
        write(database, 20, place)

    purge(database)

    assert kept(database) == [False, True, True]
