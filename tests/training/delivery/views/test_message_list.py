"""The list of messages, their counts and their costs ask both databases the same."""

import pytest

from tests.factories import MONDAY, a_class, at
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, register_staff
from training.database import Database
from training.delivery.rules.message_list import STATES
from training.delivery.views.lists.around_messages import reasons_of_messages
from training.delivery.views.lists.costs_by_district import DistrictCost, costs_by_district
from training.delivery.views.lists.message_list import (
    count_messages,
    listed_messages,
    offered_messages,
    visible_messages,
)
from training.listing.rules.listing import read_listing
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import MessageState
from training.records.classes.classes import TrainingClass
from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage
from training.staff.views.find_staff import find_staff

MIDNIGHT = at(MONDAY, "00:00")


@pytest.fixture
def messages(database: Database) -> Database:
    """One in each state of the same district; each sent at midnight, when Monday begins."""
    with database.writing() as session:
        own: TrainingClass = a_class(session, "BT-1")
        register_staff(session)
        for number, state in enumerate(MessageState):
            phone = str(13800000000 + number)
            draft = MessageDraft(
                *("day_lost", {}, phone, phone, at(MONDAY, "12:00")), district_id=own.district_id
            )
            write_message(session, draft, now=MIDNIGHT)
            made = session.query(OutgoingMessage).order_by(OutgoingMessage.id.desc()).first()
            made.state, made.sent_at, made.segments = state, MIDNIGHT, 2
            session.add(
                DeliveryAttempt(message_id=made.id, attempted_at=MIDNIGHT, outcome="x", fault=f"F{number}")
            )
    return database


@pytest.mark.parametrize("view", STATES)
def test_every_view_has_the_messages_of_its_states_and_their_count(messages, view):
    with messages.reading() as session:
        staff = find_staff(session, CITY)
        listing = read_listing(offered_messages(session, staff, {}), {"view": view})
        found = list(session.scalars(listed_messages(staff, listing)))
        counts = count_messages(session, staff, listing)
        reasons = reasons_of_messages(session, found)

    assert {each.state for each in found} == set(STATES[view])
    assert counts[view] == len(found) == len(reasons) == len(STATES[view])


def test_every_state_but_a_cancelled_one_stands_in_a_view():
    views = [state for name, states in STATES.items() if name != "all" for state in states]

    assert {*views, MessageState.CANCELLED} == set(MessageState)
    assert len(views) == len(set(views))


@pytest.mark.parametrize(
    ("first", "last", "is_counted"), [(-1, -1, False), (-1, 0, True), (0, 0, True), (1, 1, False)]
)
def test_what_was_sent_at_midnight_is_of_the_day_that_begins(messages, first, last, is_counted):
    days = [MONDAY.fromordinal(MONDAY.toordinal() + each) for each in (first, last)]
    with messages.reading() as session:
        found = costs_by_district(session, find_staff(session, CITY), *days)

    count = len(MessageState)
    assert found == ([DistrictCost("昆都仑区", count, 2 * count)] if is_counted else [])


@pytest.mark.parametrize(("who", "sees"), [(DISTRICT, True), (OTHER_DISTRICT, False)])
def test_a_district_sees_what_it_caused(messages, who, sees):
    with messages.reading() as session:
        found = session.scalars(visible_messages(find_staff(session, who))).all()

    assert bool(found) is sees
