"""就业率 班号|机构: numbers of people, the unreachable beside them, nobody named, nothing done (R11, R56)."""

import pytest

from tests.bot.answers.chatting import Conversation
from tests.factories import a_class
from tests.training.follow_ups.recorded import (
    AGAIN,
    CITY,
    ELSEWHERE,
    SCHOOL,
    a_person,
    a_step,
    an_answer,
    an_office,
)
from training.follow_ups.terms import WorkStatus
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


@pytest.fixture
def chat(database, tmp_path) -> Conversation:
    """Three people of 第一培训学校: one works, one was not reached, one was not asked."""
    with database.writing() as session:
        an_office(session)
        own = a_class(session, "BT-30", lessons=False)
        first, second, _ = (
            a_step(session, a_person(session, own, name)) for name in ("王芳", "李丽", "赵雪")
        )
        an_answer(session, first)
        an_answer(session, second, WorkStatus.UNREACHABLE)
        for who in (CITY, ELSEWHERE, SCHOOL):
            know_in_chat(session, find_staff(session, who), who)
    return Conversation(database, tmp_path, AGAIN)


@pytest.mark.parametrize("said", ["就业率 BT-30", "就业率 bt-30", "创业成功率 第一培训学校"])
def test_a_class_and_a_school_are_told_in_numbers(chat, said):
    told = chat.say(CITY, said)

    assert "30 天：就业率 33.3%（1/3），创业成功率 0.0%（0/3），联系不上 1 人" in told
    assert "以自治区系统数据为准" in told
    assert "王芳" not in told


def test_the_class_of_last_year_is_found_in_the_next_one(chat):
    chat.now = AGAIN.replace(year=2027)
    assert "2026 年确认的名单" in chat.say(CITY, "就业率 BT-30")

    chat.now = AGAIN.replace(year=2028)
    assert "没有找到" in chat.say(CITY, "就业率 BT-30")


def test_a_school_reads_its_own_and_another_district_nothing(chat):
    assert "33.3%" in chat.say(SCHOOL, "就业率 BT-30")
    assert "没有找到" in chat.say(ELSEWHERE, "就业率 BT-30")
    assert "没有找到" in chat.say(ELSEWHERE, "就业率 第一培训学校")


def test_without_words_it_says_what_it_needs(chat):
    assert "没有看到班号或培训机构" in chat.say(CITY, "就业率")
