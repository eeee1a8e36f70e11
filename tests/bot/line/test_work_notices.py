"""Alerts and failed verdicts as 工作通知: one card a call, whose button opens the page of the matter."""

import json
from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.line.house import House
from bot.line.telling.alerts import tell_alerts
from bot.line.telling.work_notices import LARGEST_BYTES, card_of, in_cards
from bot.sandbox.chats import NOTICES, chat_of
from tests.bot.conftest import LIMIN, NINE, WANGQIANG, ZHAO, World, house_for, settings_for
from tests.bot.line.test_telling import alert, told
from tests.training.checks.checking import Checking, enrol
from training.chat.terms import UsageKind
from training.delivery.acts.take_notices import Notice
from training.outbox.rules.pages_of_alerts import page_of
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert
from training.settings.environ import SettingsError

HOST = "https://chaban.example"


@pytest.fixture
def house(world: World, tmp_path) -> House:
    """With DINGTALK_WORK_NOTICES=on."""
    settings = settings_for(world.organisation, tmp_path, DINGTALK_WORK_NOTICES="on", DINGTALK_AGENT_ID="1")
    return house_for(settings, world.house.database, world.clock)


def notices(world: World, userid: str = LIMIN) -> list[str]:
    entries = world.organisation.chats.after(chat_of(userid), 0)
    return [str(each.content["text"]) for each in entries if each.sender == NOTICES]


def notice(key: int, text: str = "事情。", kind: str = "test", about: UUID | None = None) -> Notice:
    return Notice(key, LIMIN, kind, about, text, NINE)


def size(alerts: Sequence[Notice]) -> int:
    """In bytes, as it is sent."""
    return len(json.dumps(card_of(alerts, HOST), ensure_ascii=False).encode())


def test_an_alert_comes_as_a_work_notice_to_whom_it_concerns_in_one_call(world, house):
    alert(world, Audience.INSPECTORS)

    tell_alerts(house)
    tell_alerts(house)

    shown = f"### 提醒 1 条  \n  03月02日 09:00 事情 k。  \n  [打开]({HOST}/desk)"
    assert [notices(world, each) for each in (LIMIN, WANGQIANG, ZHAO)] == [[shown], [shown], []]
    assert told(world) == {}
    assert house.meter.drain() == {UsageKind.CALLS: 1}


def test_without_the_setting_the_robot_tells(world):
    alert(world, Audience.INSPECTORS)

    tell_alerts(world.house)

    assert (len(told(world)[LIMIN]), notices(world)) == (1, [])


def test_several_alerts_are_one_card_whose_lines_lead_to_their_pages(world, house):
    for key in ("a", "b"):
        alert(world, Audience.INSPECTORS, key)

    tell_alerts(house)

    (shown,) = notices(world)
    assert "[03月02日 09:00 事情 a。](https://chaban.example/desk)" in shown
    assert shown.endswith(f"[打开工作台]({HOST}/desk)")


def test_a_failed_verdict_is_told_to_district_and_city_with_its_conditions_and_its_page(world, house):
    with house.database.writing() as session:
        class_id = enrol(session, "BT-C", 4)
    checking = Checking(house.database, class_id, "李敏", world.clock())
    checking.start()
    checking.conclude_with(heads=1)

    tell_alerts(house)

    for who in (LIMIN, WANGQIANG):
        (shown,) = notices(world, who)
        assert "BT-C 的市本级电话查班（检查 BT-C-市1）结论为不合格：总出勤率。" in shown
        assert shown.endswith(f"[打开]({HOST}/checks/{checking.check_id})")
    assert notices(world, ZHAO) == []


def test_an_unable_check_that_had_found_something_is_told_likewise(world, house):
    with house.database.writing() as session:
        class_id = enrol(session, "BT-C", 4)
    checking = Checking(house.database, class_id, "李敏", world.clock())
    checking.start()
    checking.count(1)
    checking.conclude(as_unable=True)

    tell_alerts(house)

    for who in (LIMIN, WANGQIANG):
        (shown,) = notices(world, who)
        assert "（检查 BT-C-市1）以无法完成结束，此前有总出勤率未达到，请核实原因" in shown
        assert shown.endswith(f"[打开]({HOST}/checks/{checking.check_id})")


def test_a_check_that_passed_is_told_to_nobody(world, house):
    with house.database.writing() as session:
        class_id = enrol(session, "BT-C", 4)
    checking = Checking(house.database, class_id, "李敏", world.clock())
    checking.start()
    checking.pass_all()

    with house.database.reading() as session:
        assert session.scalars(select(Alert.kind).order_by(Alert.id)).all() == []


def test_where_dingtalk_refuses_the_notice_the_robot_tells(world, tmp_path):
    settings = settings_for(world.organisation, tmp_path, DINGTALK_WORK_NOTICES="on", DINGTALK_AGENT_ID="2")
    alert(world, Audience.INSPECTORS)

    tell_alerts(house_for(settings, world.house.database, world.clock))

    assert (len(told(world)[LIMIN]), notices(world)) == (1, [])


def test_an_answer_that_was_lost_shows_no_second_notice(world, house):
    alert(world, Audience.INSPECTORS)
    world.organisation.answers.fail("send_work_notice", "late")
    tell_alerts(house)
    world.clock.pass_by(minutes=2)
    tell_alerts(house)

    assert len(notices(world)) == 1
    with house.database.reading() as session:
        assert session.scalars(select(Alert)).one().told_at == world.clock.now


@pytest.mark.parametrize(("answer", "pause"), [("per_second", 5), ("per_minute", 60)])
def test_a_notice_for_which_we_asked_too_often_comes_as_soon_as_dingtalk_lets_it(world, house, answer, pause):
    alert(world, Audience.INSPECTORS)
    world.organisation.answers.fail("send_work_notice", answer)
    tell_alerts(house)
    world.clock.pass_by(seconds=pause - 1)
    tell_alerts(house)
    before = notices(world)
    world.clock.pass_by(seconds=1)
    tell_alerts(house)

    assert (before, len(notices(world))) == ([], 1)


def test_an_alert_that_the_robot_is_refused_is_tried_again_an_hour_later(world):
    alert(world, Audience.INSPECTORS)
    world.organisation.answers.fail("send_to_people", "no_permission")
    tell_alerts(world.house)
    world.clock.pass_by(minutes=59, seconds=59)
    tell_alerts(world.house)
    before = told(world)
    world.clock.pass_by(seconds=1)
    tell_alerts(world.house)

    assert (before, len(told(world)[LIMIN])) == ({}, 1)


def test_a_dropped_token_is_fetched_anew_once(world, house):
    alert(world, Audience.INSPECTORS)
    house.api.look_up(LIMIN)
    world.organisation.tokens.clear()

    tell_alerts(house)

    assert len(notices(world)) == 1
    assert house.meter.drain() == {UsageKind.CALLS: 2}


def test_the_app_is_named_where_notices_are_asked_for(world, tmp_path):
    settings = settings_for(world.organisation, tmp_path, DINGTALK_WORK_NOTICES="on")

    with pytest.raises(SettingsError, match="DINGTALK_AGENT_ID is missing"):
        settings.dingtalk.refuse_without_secrets()


def test_no_card_is_larger_than_documented_and_nothing_is_left_out():
    alerts = [notice(key, "长" * (key * 20 % 255 + 1), "lead", uuid4()) for key in range(40)]

    cards = list(in_cards(alerts, HOST))

    assert [each for card in cards for each in card] == alerts
    assert max(map(size, cards)) <= LARGEST_BYTES
    assert all(size([*card, following[0]]) > LARGEST_BYTES for card, following in pairwise(cards))


def test_the_longest_alert_fits_by_itself():
    assert size([notice(1, "长" * 255, "lead", uuid4())]) <= LARGEST_BYTES


def test_no_alerts_are_no_card():
    assert list(in_cards([], HOST)) == []


def test_what_does_not_say_what_it_is_about_leads_to_where_the_day_begins():
    assert page_of("lead", None) == page_of("a kind of its own", uuid4()) == "/desk"


def test_a_change_leads_to_its_own_page():
    about = uuid4()

    assert page_of("amendment_asked", about) == f"/desk/changes/{about}"
    assert page_of("lesson_changed", about) == f"/desk/changes/lessons/{about}"
