"""What a round gave to an inspector stands in their 日程 at the lesson's hours, without the class's name."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.line.house import House
from bot.line.todos.keeping import Todos
from tests.bot.conftest import LIMIN, World, house_for, settings_for
from tests.factories import at
from tests.training.checks.checking import Checking, enrol
from tests.webapp.conftest import TUESDAY
from training.chat.terms import UsageKind
from training.checks.acts.rounds.cancel_order import cancel_order
from training.checks.acts.rounds.draw_round import draw_round
from training.checks.acts.rounds.reassign_order import reassign_order
from training.checks.views.rounds.see_round import RoundView
from training.notice.terms import Role
from training.records.staff.staff import Staff
from training.records.todos import ChatTodo
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

SEED = bytes(range(32))


@pytest.fixture
def house(world: World, tmp_path) -> House:
    """With DINGTALK_CALENDAR=on, at half past seven of a day with lessons."""
    world.clock.now = at(TUESDAY, "07:30")
    with world.house.database.writing() as session:
        enrol(session, "BT-C", 4)
    settings = settings_for(world.organisation, tmp_path, DINGTALK_CALENDAR="on")
    return house_for(settings, world.house.database, world.clock)


def draw(house: House, at_hour: datetime | None = None) -> RoundView:
    """李敏 draws one class, and has it."""
    now = at_hour or house.clock()
    with house.database.writing() as session:
        return draw_round(session, find_staff(session, "李敏"), 1, seed=SEED, now=now)


def order_of(drawn: RoundView) -> UUID:
    (line,) = drawn.orders
    return line.order_id


def keep(house: House) -> None:
    Todos(house).keep()


def events(world: World) -> list[dict[str, Any]]:
    return list(world.organisation.events.values())


def test_an_order_is_an_event_at_the_hours_of_the_lesson_that_opens_its_page_and_costs_one_call(world, house):
    drawn = draw(house)
    keep(house)
    keep(house)

    (event,) = events(world)
    assert event["organizer"] == {"id": f"union-{LIMIN}"}
    assert event["summary"] == "查班任务：市本级-20260303-1 第 1 个班"
    assert event["description"].endswith(f"https://chaban.example/desk/rounds/orders/{order_of(drawn)}")
    assert [event[each]["dateTime"] for each in ("start", "end")] == [
        "2026-03-03T08:30:00+08:00",
        "2026-03-03T11:30:00+08:00",
    ]
    assert house.meter.drain() == {UsageKind.CALLS: 1}


def test_it_names_no_class_for_colleagues_may_look_into_a_calendar(world, house):
    draw(house)
    keep(house)

    (event,) = events(world)
    assert "BT-C" not in str(event)
    assert "电工" not in str(event)


def test_drawn_in_the_middle_of_a_lesson_it_begins_now(world, house):
    world.clock.now = at(TUESDAY, "09:10")
    draw(house)
    keep(house)

    assert events(world)[0]["start"]["dateTime"] == "2026-03-03T09:10:00+08:00"


def test_when_the_morning_is_over_it_is_the_afternoon(world, house):
    world.clock.now = at(TUESDAY, "12:00")
    draw(house)
    keep(house)

    assert events(world)[0]["start"]["dateTime"] == "2026-03-03T14:00:00+08:00"


def test_without_the_setting_nothing_is_asked_of_dingtalk(world, house):
    draw(house)
    keep(world.house)

    assert events(world) == []
    assert world.house.meter.is_empty


def test_calendars_alone_make_no_tasks(world, house):
    draw(house)
    keep(house)

    assert world.organisation.todos == {}


def test_what_is_given_to_somebody_else_leaves_the_one_calendar_for_the_other(world, house, people):
    drawn = draw(house)
    keep(house)
    with house.database.writing() as session:
        other = add_staff(session, "孙七", Role.CITY, None, None, now=house.clock())
        know_in_chat(session, other, "guest-1")
        limin = find_staff(session, "李敏")
        reassign_order(session, limin, order_of(drawn), other.public_id, "另有安排", now=house.clock())
    keep(house)
    keep(house)

    assert [each["organizer"]["id"] for each in events(world)] == ["union-guest-1"]


def test_what_is_taken_back_leaves_the_calendar(world, house):
    drawn = draw(house)
    keep(house)
    take_back(house, drawn)
    keep(house)

    assert events(world) == []
    assert house.meter.drain() == {UsageKind.CALLS: 2}


def take_back(house: House, drawn: RoundView) -> None:
    with house.database.writing() as session:
        cancel_order(session, find_staff(session, "李敏"), order_of(drawn), "班级停课", now=house.clock())


def test_what_is_done_stays_in_the_calendar_of_the_day(world, house):
    drawn = draw(house)
    keep(house)
    checking = Checking(house.database, drawn.orders[0].of_class.class_id, "李敏", at(TUESDAY, "09:00"))
    checking.start()
    checking.pass_all()
    world.clock.now = at(TUESDAY, "11:00")
    keep(house)
    world.clock.now = at(TUESDAY.replace(day=4), "08:00")
    keep(house)

    assert len(events(world)) == 1
    with house.database.reading() as session:
        row = session.scalars(select(ChatTodo)).one()
        assert row.settled_at == world.clock.now


@pytest.mark.parametrize("answer", ["late", "unavailable", "broken", "page"])
def test_an_answer_that_was_lost_makes_no_second_event(world, house, answer):
    draw(house)
    world.organisation.answers.fail("make_event", answer)
    keep(house)
    world.clock.pass_by(minutes=1)
    keep(house)

    assert len(events(world)) == 1


def test_what_an_attempt_may_have_made_is_deleted_where_the_order_is_taken_back_meanwhile(world, house):
    drawn = draw(house)
    world.organisation.answers.fail("make_event", "late")
    keep(house)
    take_back(house, drawn)
    world.clock.pass_by(minutes=5)
    keep(house)
    keep(house)

    assert events(world) == []


def test_one_that_somebody_deleted_by_hand_is_not_asked_for_again(world, house):
    drawn = draw(house)
    keep(house)
    world.organisation.events.clear()
    take_back(house, drawn)
    keep(house)
    house.meter.drain()
    world.clock.pass_by(hours=1)
    keep(house)

    assert house.meter.is_empty


def test_whoever_left_the_office_has_no_event(world, house):
    draw(house)
    with house.database.writing() as session:
        session.scalars(select(Staff).where(Staff.name == "李敏")).one().left_at = house.clock()
    keep(house)

    assert events(world) == []
