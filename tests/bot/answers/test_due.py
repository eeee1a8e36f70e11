"""待查 in a city of sixty-six classes: one message, what is asked for, and marks on what was checked."""

from pathlib import Path

import pytest

from bot.answers.replies import PAGE
from tests.bot.answers.chatting import Conversation, buttons_of
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.checks.checking import Checking
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NINE = at(MONDAY, "09:00")
LIMIN, ZHANGWEI = "李敏", "张伟"
DISTRICTS = ("昆都仑区", "青山区", "东河区")
CLASSES = 66


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Conversation:
    """Two of the city; BT-01 to BT-66 in three districts and at six schools, all in session."""
    with database.writing() as session:
        for name in (LIMIN, ZHANGWEI):
            know_in_chat(session, add_staff(session, name, Role.CITY, None, None, now=NINE), name)
        for number in range(1, CLASSES + 1):
            district = DISTRICTS[number % 3]
            own = a_class(
                session,
                f"BT-{number:02}",
                district=district,
                institution=f"{district[:2]}第{number % 6}学校",
                is_key_group=True,
            )
            an_enrolment(session, own, a_trainee(session, "王芳", f"138{number:08}"), "1")
    return Conversation(database, tmp_path, NINE)


def classes_in(shown: str) -> list[str]:
    """The classes that a tap leads to."""
    rows = [each for each in buttons_of(shown) if each.startswith(("查班 ", "班级 "))]
    return [each.split()[1] for each in rows]


def everything(chat: Conversation, words: str) -> list[str]:
    """Page by page, by its own button, as one message each."""
    before, pages = len(chat.api.said), 1
    shown, found = chat.say(LIMIN, words), []
    while True:
        assert len(chat.api.said) == before + pages
        found += classes_in(shown)
        more = [
            each for each in buttons_of(shown) if each.startswith("待查 ") and each.split()[-1].isdecimal()
        ]
        if not more:
            return found
        shown, pages = chat.say(LIMIN, more[0]), pages + 1


def test_one_message_shows_ten_and_leads_to_the_rest(chat):
    before = len(chat.api.said)
    shown = chat.say(LIMIN, "待查")

    assert len(chat.api.said) - before == 1
    assert len(classes_in(shown)) == PAGE
    assert "共 66，第 1/7 页" in shown
    assert "可以加旗县区、机构、班名的一部分" in shown
    assert sorted(everything(chat, "待查")) == [f"BT-{number:02}" for number in range(1, CLASSES + 1)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("待查 青山区", [number for number in range(1, 67) if number % 3 == 1]),
        ("待查 青山第1", [number for number in range(1, 67) if number % 6 == 1]),
        ("待查 BT-07", [7]),
        ("待查 东河区 第5学校", [number for number in range(1, 67) if number % 6 == 5]),
    ],
)
def test_part_of_a_district_an_institution_or_a_number_shows_those_alone_on_every_page(words, expected, chat):
    assert sorted(everything(chat, words)) == [f"BT-{number:02}" for number in expected]


def test_what_fits_nothing_says_so_and_leads_back(chat):
    shown = chat.say(LIMIN, "待查 固阳县")

    assert "没有符合的班" in shown
    assert buttons_of(shown) == ["待查", "帮助"]


def test_what_was_checked_today_is_marked_with_its_state_and_comes_last(chat):
    with chat.database.reading() as session:
        class_id = find_class(session, "BT-07").public_id
    checking = Checking(chat.database, class_id, "李敏", chat.now)
    checking.start()
    assert "进行中 BT-07-市1" in chat.say(ZHANGWEI, "待查 BT-07")
    checking.conclude_with(heads=0)

    marked = chat.say(ZHANGWEI, "待查 已查")

    assert classes_in(marked) == ["BT-07"]
    assert "✓ 今天已查：不合格" in marked
    assert everything(chat, "待查")[-1] == "BT-07"
    assert "BT-07" not in everything(chat, "待查 青山区 未查")
    assert len(everything(chat, "待查 未查")) == CLASSES - 1


def test_what_could_not_be_completed_is_marked_so_and_still_to_be_checked(chat):
    chat.say(LIMIN, "电话查班 BT-07")
    chat.say(LIMIN, "结束 无法完成")

    assert "今天没查成：无法完成" in chat.say(ZHANGWEI, "待查 BT-07")
    assert len(everything(chat, "待查 未查")) == CLASSES


def test_what_was_voided_has_checked_nothing(chat):
    chat.say(LIMIN, "电话查班 BT-07")
    chat.say(LIMIN, "作废 选错了班")

    assert "没有符合的班" in chat.say(LIMIN, "待查 已查")


def test_a_tap_narrows_what_is_too_much_to_see(chat):
    shown = chat.say(LIMIN, "待查 青山区")

    assert {"待查 青山区 未查", "待查 青山区 上课", "待查 青山区 2", "待查"} <= set(buttons_of(shown))
