"""What is not clear is asked back with buttons, and help fits who asks and what is going on."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bot.answers.chatting import Conversation, buttons_of
from tests.factories import MONDAY, an_institution, at
from tests.training.checks.checking import enrol
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import Role
from training.records.checks.calls import SpotCall
from training.records.checks.spot_checks import SpotCheck
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NINE = at(MONDAY, "09:00")
LIMIN, DISTRICT, SCHOOL = "李敏", "王强", "赵会计"


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Conversation:
    """One of the city, of a district and of a school; BT-1 to BT-3 with seven trainees each."""
    with database.writing() as session:
        for name, role, district, school in (
            (LIMIN, Role.CITY, None, None),
            (DISTRICT, Role.DISTRICT, find_district(session, "昆都仑区"), None),
            (SCHOOL, Role.INSTITUTION, None, an_institution(session)),
        ):
            know_in_chat(session, add_staff(session, name, role, district, school, now=NINE), name)
        for number in ("BT-1", "BT-2", "BT-3"):
            enrol(session, number, 7)
    return Conversation(database, tmp_path, NINE)


def recorded(chat: Conversation) -> int:
    with chat.database.reading() as session:
        return len(session.scalars(select(SpotCall.id).order_by(SpotCall.id)).all())


def checks(chat: Conversation) -> list[str]:
    with chat.database.reading() as session:
        return list(session.scalars(select(SpotCheck.number).order_by(SpotCheck.id)))


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("班级 电工", "班级 BT-2"),
        ("查班 电工", "查班 BT-2"),
        ("电话查班 电工", "电话查班 BT-2"),
        ("电话查班 电工 平台打不开", "电话查班 BT-2 平台打不开"),
        ("视频查班 电工 老师临时改为线上", "视频查班 BT-2 老师临时改为线上"),
        ("轮外查班 电工 群众反映没有上课", "轮外查班 BT-2 群众反映没有上课"),
    ],
)
def test_of_several_classes_each_is_a_tap_that_says_the_same_with_its_number(said, offered, chat):
    asked = chat.say(LIMIN, said)

    assert "“电工”是哪一个班？" in asked
    assert [each.split()[1] for each in buttons_of(asked) if " " in each] == ["BT-1", "BT-2", "BT-3"]
    assert offered in buttons_of(asked)
    assert checks(chat) == []


def test_the_tap_does_what_was_said(chat):
    chat.say(LIMIN, chat_button(chat.say(LIMIN, "电话查班 电工"), "电话查班 BT-2"))

    assert checks(chat) == ["BT-2-市1"]


def test_a_slip_in_a_check_is_offered_with_its_check_and_done_by_the_tap_alone(chat):
    chat.say(LIMIN, "电话查班 BT-1")

    asked = chat.say(LIMIN, "际 1 无误")
    assert recorded(chat) == 0
    assert "没有听懂" in asked
    for _ in range(2):
        chat.say(LIMIN, chat_button(asked, "记 1 无误 #BT-1-市1:0"))

    assert recorded(chat) == 1


def test_the_tap_on_a_slip_is_the_attempt_that_it_was_and_no_other(chat):
    chat.say(LIMIN, "电话查班 BT-1")
    chat.say(LIMIN, "记 1 未接")

    asked = chat.say(LIMIN, "际 1 未接")
    for _ in range(2):
        chat.say(LIMIN, chat_button(asked, "记 1 未接 #BT-1-市1:1"))

    assert recorded(chat) == 2


def test_a_record_without_its_outcome_is_a_tap_away_and_recorded_once(chat):
    chat.say(LIMIN, "电话查班 BT-1")

    asked = chat.say(LIMIN, "记 2")
    before = recorded(chat)
    for _ in range(2):
        chat.say(LIMIN, "记 2 未接 #BT-1-市1:0")

    assert "记 2 未接 #BT-1-市1:0" in buttons_of(asked)
    assert (before, recorded(chat)) == (0, 1)


def test_in_a_group_the_check_of_a_slip_is_named_to_the_inspector_alone(chat):
    chat.say(LIMIN, "电话查班 BT-1")
    before = len(chat.api.said)

    chat.say(LIMIN, "际 1 无误", group=True)

    public = "".join(text for where, text in chat.api.said[before:] if where == "group")
    assert "已私聊发给您" in public
    assert "BT-1" not in public


def test_help_tells_each_what_they_can_do(chat):
    city, district, school = (chat.say(who, "帮助") for who in (LIMIN, DISTRICT, SCHOOL))

    assert "复查确认" in city
    assert "不通过 编号" in district
    assert "电话查班" in district
    assert "批准 编号" in school
    assert "电话查班" not in school


def test_help_in_a_running_check_leads_on_from_where_it_stands(chat):
    chat.say(LIMIN, "电话查班 BT-1")
    calling = chat.say(LIMIN, "帮助")
    for place in (1, 2, 3):
        chat.say(LIMIN, f"记 {place} 无误")
    called = chat.say(LIMIN, "帮助")

    assert "BT-1-市1" in calling
    assert "下一位 #BT-1-市1" in buttons_of(calling)
    assert "下一位 #BT-1-市1" not in buttons_of(called)
    assert "到课 26 全景" in called
    assert "今日抽查" not in calling
    assert "今日抽查" in chat.say(LIMIN, chat_button(calling, "帮助 全部"))
    chat.say(LIMIN, "结束 无法完成")
    assert "怎么用" in chat.say(LIMIN, "帮助")


def test_in_a_group_help_does_not_tell_of_a_check(chat):
    chat.say(LIMIN, "电话查班 BT-1")
    before = len(chat.api.said)

    chat.say(LIMIN, "帮助", group=True)

    public = "".join(text for where, text in chat.api.said[before:] if where == "group")
    assert "BT-1" not in public
    assert "已私聊发给您" in public


def chat_button(shown: str, words: str) -> str:
    """That button, if it is there."""
    (found,) = [each for each in buttons_of(shown) if each == words]
    return found
