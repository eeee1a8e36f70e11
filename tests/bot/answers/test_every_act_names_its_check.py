"""R36 to R39 in the chat: no haste, no double tap and no colleague brings an act to another check."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bot.answers.chatting import Conversation, buttons_of
from tests.factories import MONDAY, at
from tests.training.checks.checking import Checking, enrol
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import HeadCount
from training.records.checks.spot_checks import CheckVoiding, DrawnTrainee, SpotCheck, Substitution
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NINE = at(MONDAY, "09:00")
LIMIN, ZHANGWEI, DISTRICT = "李敏", "张伟", "王强"


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Conversation:
    """Two of the city, one of a district, and three classes of seven."""
    with database.writing() as session:
        for name in (LIMIN, ZHANGWEI):
            know_in_chat(session, add_staff(session, name, Role.CITY, None, None, now=NINE), name)
        own = add_staff(session, DISTRICT, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NINE)
        know_in_chat(session, own, DISTRICT)
        for number in ("A", "B", "C"):
            enrol(session, number, 7)
    return Conversation(database, tmp_path, NINE)


def calls(chat: Conversation) -> list[tuple[str, int, str]]:
    """Check, place and outcome of every call."""
    with chat.database.reading() as session:
        rows = (
            select(SpotCheck.number, DrawnTrainee.position, SpotCall.outcome)
            .join(DrawnTrainee, DrawnTrainee.id == SpotCall.drawn_id)
            .join(SpotCheck, SpotCheck.id == SpotCall.check_id)
        )
        return [tuple(row) for row in session.execute(rows.order_by(SpotCall.id))]


def count(chat: Conversation, record: type) -> int:
    with chat.database.reading() as session:
        return len(session.scalars(select(record.id).order_by(record.id)).all())


def checks(chat: Conversation) -> list[str]:
    with chat.database.reading() as session:
        return list(session.scalars(select(SpotCheck.number).order_by(SpotCheck.id)))


def press(chat: Conversation, who: str, shown: str, begins: str) -> str:
    """Press the button of an answer that says so."""
    return chat.say(who, button(shown, begins))


def button(shown: str, begins: str) -> str:
    return next(each for each in buttons_of(shown) if each.startswith(begins))


def test_the_button_of_one_class_acts_on_no_other(chat):
    of_a = chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")

    said = press(chat, LIMIN, of_a, "记 1 未接")

    assert "A-市1" in said
    assert "B-市1" not in said


def test_a_record_goes_to_the_trainee_of_the_card_that_was_pressed(chat):
    card_of_a = chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")

    said = press(chat, LIMIN, card_of_a, "记 1 无误")

    assert calls(chat) == [("A-市1", 1, "接通一致")]
    assert "已记 1号" in said
    assert "A-市1" in said


def test_a_card_that_is_pressed_twice_records_once_and_says_the_same(chat):
    card = chat.say(LIMIN, "电话查班 A")

    first, second = (press(chat, LIMIN, card, "记 1 未接") for _ in range(2))

    assert len(calls(chat)) == 1
    assert first.splitlines()[0] == second.splitlines()[0]


def test_another_button_of_the_same_card_is_told_what_stands(chat):
    card = chat.say(LIMIN, "电话查班 A")
    press(chat, LIMIN, card, "记 1 未接")

    said = press(chat, LIMIN, card, "记 1 无误")

    assert "没有再记" in said
    assert "已由李敏记为“未接”" in said
    assert calls(chat) == [("A-市1", 1, "未接")]


def test_the_next_person_comes_in_the_same_answer(chat):
    card = chat.say(LIMIN, "电话查班 A")

    said = press(chat, LIMIN, card, "记 1 无误")

    assert "下一位：2号" in said
    assert "拨打 137" in said
    assert button(said, "记 2 无误") == "记 2 无误 #A-市1:0"


def test_a_word_goes_to_the_check_that_was_shown_last(chat):
    of_a = chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")
    press(chat, LIMIN, of_a, "进度")

    chat.say(LIMIN, "记 1 未接")

    assert calls(chat) == [("A-市1", 1, "未接")]


def test_after_a_colleague_has_ended_it_the_next_word_goes_nowhere_and_is_asked_about(chat):
    chat.say(LIMIN, "电话查班 B")
    of_a = chat.say(LIMIN, "电话查班 A")
    press(chat, ZHANGWEI, of_a, "进度")
    chat.say(ZHANGWEI, "结束 无法完成")

    said = chat.say(LIMIN, "记 1 无误")

    assert "哪一次检查？" in said
    assert "您上次看的检查 A-市1" in said
    assert "没有办理" in said
    assert [each for each in buttons_of(said) if "#" in each] == ["进度 #B-市1"]
    assert calls(chat) == []


def test_whoever_was_shown_no_check_is_asked_even_where_one_alone_runs(chat):
    chat.say(LIMIN, "电话查班 A")

    said = chat.say(ZHANGWEI, "到课 7")

    assert "哪一次检查？" in said
    assert count(chat, HeadCount) == 0


def test_what_ends_a_check_ends_it_once_and_tells_the_same_again(chat):
    shown = chat.say(LIMIN, "电话查班 A")
    ending = button(press(chat, LIMIN, shown, "进度"), "结束")
    first = chat.say(LIMIN, button(chat.say(LIMIN, ending), "结束 无法完成"))
    chat.say(LIMIN, "电话查班 B")

    again = chat.say(LIMIN, ending)

    assert first.splitlines()[0] == again.splitlines()[0]
    assert "A-市1" in again
    assert "已经结束，没有再办" in again


def test_to_cancel_twice_takes_one_check_back(chat):
    chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")

    first, second = (chat.say(LIMIN, "作废 点错了班") for _ in range(2))

    assert "已收回 B-市1" in first
    assert "哪一次检查？" in second
    assert count(chat, CheckVoiding) == 1


def test_a_button_of_before_begins_no_second_check(chat):
    asked = chat.say(LIMIN, "查班 A")
    begun = press(chat, LIMIN, asked, "电话查班")
    press(chat, LIMIN, press(chat, LIMIN, begun, "进度"), "结束")
    chat.say(LIMIN, "结束 无法完成")

    again = press(chat, LIMIN, asked, "电话查班")

    assert checks(chat) == ["A-市1"]
    assert "已经查过" in again
    assert "这个按钮是那一次的，没有开始新的检查" in again


def test_the_button_that_began_a_check_leads_into_it_as_long_as_it_runs(chat):
    asked = chat.say(LIMIN, "查班 A")
    press(chat, LIMIN, asked, "电话查班")
    chat.say(LIMIN, "电话查班 B")

    assert "A-市1" in press(chat, LIMIN, asked, "电话查班")
    assert checks(chat) == ["A-市1", "B-市1"]


def test_a_tap_on_what_is_owed_begins_nothing_before_it_was_seen(chat):
    row = button(chat.say(LIMIN, "待查"), "查班 A")

    asked = chat.say(LIMIN, row)

    assert checks(chat) == []
    for shown in ("要查 A", "03月02日 09:00", "现在上的是线下课（上午 08:30–11:30）", "适合电话查班"):
        assert shown in asked
    assert button(asked, "电话查班") == "电话查班 A #A-市1"


def test_a_check_that_is_begun_on_a_page_is_the_one_that_is_shown(chat):
    chat.say(LIMIN, "电话查班 A")
    with chat.database.reading() as session:
        class_id = find_class(session, "B").public_id
    Checking(chat.database, class_id, LIMIN, NINE).start()

    chat.say(LIMIN, "到课 7")

    with chat.database.reading() as session:
        counted = select(SpotCheck.number).join(HeadCount, HeadCount.check_id == SpotCheck.id)
        assert session.scalars(counted).all() == ["B-市1"]


def test_a_replacement_that_is_pressed_twice_is_drawn_once(chat):
    card = chat.say(LIMIN, "电话查班 A")
    for place, outcome in ((1, "停机"), (2, "无误"), (3, "无误")):
        card = press(chat, LIMIN, card, f"记 {place} {outcome}")
    chat.now = at(MONDAY, "09:06")
    press(chat, LIMIN, chat.say(LIMIN, "拨 1"), "记 1 停机")
    more = button(chat.say(LIMIN, "进度"), "补抽")

    first, second = chat.say(LIMIN, more), chat.say(LIMIN, more)

    assert "已补抽 1 人" in first
    assert "没有再补抽" in second
    assert count(chat, Substitution) == 1


def test_the_card_of_another_level_acts_on_nothing(chat):
    of_district = chat.say(DISTRICT, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")

    said = press(chat, LIMIN, of_district, "记 1 未接")

    assert "这是旗县区的检查" in said
    assert calls(chat) == []


def test_after_a_look_at_a_check_that_has_ended_a_word_goes_nowhere_and_is_asked_about(chat):
    chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "作废 点错了班")
    chat.say(LIMIN, "电话查班 B")

    assert "A-市1" in chat.say(LIMIN, "名单 #A-市1")
    said = chat.say(LIMIN, "记 1 无误")

    assert "您上次看的检查 A-市1" in said
    assert [each for each in buttons_of(said) if "#" in each] == ["进度 #B-市1"]
    assert calls(chat) == []


def test_the_button_that_began_a_check_that_has_ended_shows_that_one(chat):
    asked = chat.say(LIMIN, "查班 A")
    press(chat, LIMIN, asked, "电话查班")
    chat.say(LIMIN, "作废 点错了班")
    chat.say(LIMIN, "电话查班 B")

    assert "已经查过" in press(chat, LIMIN, asked, "电话查班")

    assert "哪一次检查？" in chat.say(LIMIN, "记 1 无误")
    assert calls(chat) == []


@pytest.mark.parametrize("words", ["名单", "记 1 未接"])
def test_after_the_check_of_another_level_was_shown_a_word_is_asked_about_too(words, chat):
    chat.say(DISTRICT, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")
    chat.say(LIMIN, f"{words} #A-区1")

    assert "哪一次检查？" in chat.say(LIMIN, "记 1 无误")
    assert calls(chat) == []
    chat.say(LIMIN, "进度 #B-市1")
    chat.say(LIMIN, "记 1 无误")
    assert calls(chat) == [("B-市1", 1, "接通一致")]


def test_a_card_that_changes_by_itself_is_not_shown_by_that(chat):
    of_a = chat.say(LIMIN, "电话查班 A")
    chat.say(LIMIN, "电话查班 B")
    press(chat, ZHANGWEI, of_a, "记 1 未接")

    chat.say(LIMIN, "记 1 无误")

    assert calls(chat) == [("A-市1", 1, "未接"), ("B-市1", 1, "接通一致")]


def test_who_answered_is_one_call_however_often_its_button_is_pressed(chat):
    chat.say(LIMIN, "电话查班 A")
    family = button(chat.say(LIMIN, "记 1 非本人"), "记 1 家人接听")

    chat.say(LIMIN, family)
    chat.now = at(MONDAY, "09:06")
    again = chat.say(LIMIN, family)

    assert family == "记 1 家人接听 #A-市1:0"
    assert "没有再记" in again
    assert calls(chat) == [("A-市1", 1, "家人接听")]


def test_a_correction_that_is_pressed_twice_is_made_once(chat):
    card = chat.say(LIMIN, "电话查班 A")
    press(chat, LIMIN, card, "记 1 无误")
    other = button(chat.say(LIMIN, "更正 1 非本人 听错了 #A-市1"), "更正 1 号码不是本人")

    first, second = (chat.say(LIMIN, other) for _ in range(2))

    assert other == "更正 1 号码不是本人 听错了 #A-市1:1"
    assert first.splitlines()[0] == second.splitlines()[0]
    assert calls(chat) == [("A-市1", 1, "接通一致"), ("A-市1", 1, "号码不是本人")]


def test_a_second_attempt_on_the_button_of_the_first_is_not_called_recorded_and_is_one_tap_away(chat):
    card = chat.say(LIMIN, "电话查班 A")
    press(chat, LIMIN, card, "记 1 未接")
    chat.now = at(MONDAY, "09:30")

    told = press(chat, LIMIN, card, "记 1 未接")

    assert "已记 1号" not in told
    assert "在 09:00 已记为“未接”，这次没有再记" in told
    assert calls(chat) == [("A-市1", 1, "未接")]
    for _ in range(2):
        assert "已记 1号" in press(chat, LIMIN, told, "记 1 未接 #A-市1:1")
    assert calls(chat) == [("A-市1", 1, "未接")] * 2


@pytest.mark.parametrize(
    "words",
    [
        "到课 7",
        "记 1 未接",
        "作废 点错了班",
        "结束 无法完成",
        "进度",
        "名单",
        "下一位",
        "补抽",
        "查班 B",
        "确认",
    ],
)
def test_in_a_group_whatever_names_a_person_or_warns_a_school_is_answered_to_the_inspector_alone(words, chat):
    chat.say(LIMIN, "电话查班 A")
    before = len(chat.api.said)

    chat.say(LIMIN, words, group=True)

    told = chat.api.said[before:]
    public = "".join(text for where, text in told if where == "group")
    assert "已私聊发给您" in public
    assert not any(each in public for each in ("A-市1", "学员", "到课", "作废", "结论"))
    assert [where for where, _ in told] == [LIMIN, "group"]


def test_an_answer_names_its_check_its_class_and_the_trainee(chat):
    card = chat.say(LIMIN, "电话查班 A")
    with chat.database.reading() as session:
        name = find_class(session, "A").name

    answers = [chat.say(LIMIN, "到课 7"), chat.say(LIMIN, "进度"), chat.say(LIMIN, "名单")]
    recorded = press(chat, LIMIN, card, "记 1 无误")

    assert all("A-市1" in each for each in answers)
    assert f"A-市1 {name}" in answers[0]
    assert "已记 1号 学员" in recorded
