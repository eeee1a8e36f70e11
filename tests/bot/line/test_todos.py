"""What is owed stands in DingTalk's own 待办, once for all whose it is, and is closed when it is done."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.line.house import House
from bot.line.todos.keeping import Todos
from bot.sandbox.chats import Person
from tests.bot.conftest import LIMIN, WANGQIANG, World, house_for, settings_for
from tests.factories import at
from tests.training.checks.checking import Checking, enrol
from tests.webapp.conftest import TUESDAY
from training.chat.terms import UsageKind
from training.meetings.acts.know_account_id import know_account_id
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert
from training.records.todos import ChatTodo
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat


@pytest.fixture
def class_id(world: World) -> UUID:
    """A class that ends on Friday; on Tuesday, three days before, its missing checks are urgent."""
    world.clock.now = at(TUESDAY, "09:00")
    with world.house.database.writing() as session:
        return enrol(session, "BT-C", 4)


@pytest.fixture
def house(world: World, class_id: UUID, tmp_path) -> House:
    """With DINGTALK_TODOS=on."""
    settings = settings_for(world.organisation, tmp_path, DINGTALK_TODOS="on")
    return house_for(settings, world.house.database, world.clock)


def tasks(world: World) -> list[dict[str, Any]]:
    return sorted(world.organisation.todos.values(), key=lambda each: each["executorIds"])


def keep(house: House) -> None:
    """Plan and send, as a bot that begins."""
    Todos(house).keep()


def check(world: World, house: House, class_id: UUID) -> Checking:
    """李敏 checks the class from beginning to end."""
    checking = Checking(house.database, class_id, "李敏", world.clock())
    checking.start()
    checking.pass_all()
    return checking


def test_without_the_setting_nothing_is_asked_of_dingtalk(world, class_id):
    keep(world.house)

    assert tasks(world) == []
    assert world.house.meter.is_empty


def test_an_urgent_check_is_a_task_of_the_level_that_owes_it(world, house, class_id):
    keep(house)

    city, district = tasks(world)
    assert (city["executorIds"], district["executorIds"]) == ([f"union-{LIMIN}"], [f"union-{WANGQIANG}"])
    assert city["subject"] == ("查班：BT-C 电工（五级）BT-C班，市本级应查 1 次、已查 0 次，2026-03-06 结业")
    assert city["detailUrl"] == dict.fromkeys(
        ("appUrl", "pcUrl"), f"https://chaban.example/checks/classes/{class_id}"
    )
    assert city["dueTime"] == int(at(TUESDAY.replace(day=7), "00:00").timestamp() * 1000)


def test_what_is_not_urgent_yet_is_no_task(world, house):
    world.clock.pass_by(days=-1)

    keep(house)

    assert tasks(world) == []


def test_it_is_closed_when_it_is_done_and_costs_two_calls(world, house, class_id):
    keep(house)
    check(world, house, class_id)
    keep(house)
    keep(house)

    city, district = tasks(world)
    assert (city["done"], district["done"]) == (True, False)
    assert house.meter.drain() == {UsageKind.CALLS: 3}


def test_what_is_due_on_another_day_is_another_task_with_that_day(world, house, class_id):
    keep(house)
    with house.database.writing() as session:
        session.scalars(select(TrainingClass)).one().ends_on = TUESDAY.replace(day=5)

    keep(house)
    keep(house)

    city = [each for each in tasks(world) if f"union-{LIMIN}" in each["executorIds"]]
    midnights = [int(at(TUESDAY.replace(day=day), "00:00").timestamp() * 1000) for day in (7, 6)]
    assert [(each["done"], each["dueTime"]) for each in city] == [(True, midnights[0]), (False, midnights[1])]


def test_a_check_that_is_voided_is_owed_once_more(world, house, class_id):
    keep(house)
    checking = check(world, house, class_id)
    keep(house)
    with house.database.writing() as session:
        add_staff(session, "同事", Role.CITY, None, None, now=world.clock())
    checking.ask_to_void()
    checking.by("同事").confirm()
    keep(house)

    assert [each["done"] for each in tasks(world) if f"union-{LIMIN}" in each["executorIds"]] == [True, False]


def test_several_whose_it_is_share_one_task(world, house, people):
    people.append(Person("sunqi", "孙七"))
    with house.database.writing() as session:
        know_in_chat(session, add_staff(session, "孙七", Role.CITY, None, None, now=world.clock()), "sunqi")

    keep(house)

    assert [each["executorIds"] for each in tasks(world)] == [
        [f"union-{LIMIN}", "union-sunqi"],
        [f"union-{WANGQIANG}"],
    ]


def test_it_is_looked_what_is_owed_every_five_minutes(world, house, class_id):
    own = Todos(house)
    own.keep()
    check(world, house, class_id)
    world.clock.pass_by(minutes=4, seconds=59)
    own.keep()
    before = [each["done"] for each in tasks(world)]
    world.clock.pass_by(seconds=1)
    own.keep()

    assert (before, [each["done"] for each in tasks(world)]) == ([False, False], [True, False])


@pytest.mark.parametrize("answer", ["late", "unavailable", "broken", "page"])
def test_an_answer_that_was_lost_makes_no_second_task(world, house, answer):
    world.organisation.answers.fail("make_todo", answer, answer)
    keep(house)
    world.clock.pass_by(minutes=1)
    keep(house)

    assert [each["executorIds"] for each in tasks(world)] == [[f"union-{LIMIN}"], [f"union-{WANGQIANG}"]]


@pytest.mark.parametrize("answer", ["no_permission", "new_code"])
def test_where_nobody_may_look_whether_it_is_there_it_is_not_made_again(world, house, answer):
    world.organisation.answers.fail("make_todo", "late", "late")
    world.organisation.answers.fail("find_todo", answer, answer)
    keep(house)
    world.clock.pass_by(minutes=5)
    keep(house)

    assert [each["executorIds"] for each in tasks(world)] == [[f"union-{LIMIN}"], [f"union-{WANGQIANG}"]]


def test_one_that_dingtalk_did_not_close_is_closed_later(world, house, class_id):
    keep(house)
    check(world, house, class_id)
    world.organisation.answers.fail("finish_todo", "result_false")
    world.clock.pass_by(minutes=5)
    keep(house)
    before = tasks(world)[0]["done"]
    world.clock.pass_by(minutes=5)
    keep(house)

    assert (before, tasks(world)[0]["done"]) == (False, True)


@pytest.mark.parametrize("answer", ["per_second", "per_minute", "plain_429"])
def test_whoever_asked_too_often_asks_again_a_minute_later(world, house, answer):
    world.organisation.answers.fail("make_todo", answer, answer)
    keep(house)
    before = tasks(world)
    world.clock.pass_by(minutes=1)
    keep(house)

    assert (before, len(tasks(world))) == ([], 2)


def test_what_dingtalk_refuses_is_given_up_and_not_planned_anew(world, house):
    world.organisation.answers.fail("make_todo", "no_permission", "no_permission")
    keep(house)
    world.clock.pass_by(hours=2)
    keep(house)

    assert tasks(world) == []


def test_the_end_of_the_month_s_quota_is_told_and_it_is_tried_an_hour_later(world, house):
    world.organisation.gateway.faults.quota = "calls"
    with house.database.writing() as session:
        for name in (LIMIN, WANGQIANG):
            know_account_id(session, name, f"union-{name}")
    keep(house)
    world.organisation.gateway.faults.quota = ""
    world.clock.pass_by(minutes=59)
    keep(house)
    before = tasks(world)
    world.clock.pass_by(minutes=1)
    keep(house)

    assert (before, len(tasks(world))) == ([], 2)
    with house.database.reading() as session:
        assert "chat_quota" in session.scalars(select(Alert.kind).order_by(Alert.id)).all()


def test_what_was_done_before_it_could_be_made_is_never_made(world, house, class_id):
    world.organisation.answers.fail("make_todo", "per_second", "per_second")
    keep(house)
    check(world, house, class_id)
    world.clock.pass_by(minutes=1)
    keep(house)

    assert [each["executorIds"] for each in tasks(world)] == [[f"union-{WANGQIANG}"]]


def test_two_bots_make_it_once(world, house):
    other = house_for(house.settings, house.database, world.clock)

    keep(house)
    keep(other)

    with house.database.reading() as session:
        assert len(session.scalars(select(ChatTodo.id).order_by(ChatTodo.id)).all()) == 2
    assert len(tasks(world)) == 2


def test_whom_dingtalk_does_not_know_has_no_task_and_stops_nobody(world, house, people):
    people[:] = [each for each in people if each.userid != LIMIN]

    keep(house)

    assert [each["executorIds"] for each in tasks(world)] == [[f"union-{WANGQIANG}"]]
