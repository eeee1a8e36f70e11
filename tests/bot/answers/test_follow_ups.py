"""待回访, 回访: whom to ask is listed by day; what was heard is shown once more and kept by a tap (R14)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.bot.answers.chatting import Conversation, buttons_of
from tests.training.follow_ups.following import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    ON_THE_DAY,
    SCHOOL,
    SEEKING,
    Following,
    following,
)
from training.records.follow_ups.follow_ups import FollowUpAnswer
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

SAID = "回访 王芳 就业 鹿城餐饮 10月1日"


@pytest.fixture
def follow(database) -> Following:
    made = following(database)
    with database.writing() as session:
        for who in (CITY, DISTRICT, ELSEWHERE, SCHOOL, AUDITOR):
            know_in_chat(session, find_staff(session, who), who)
    return made


@pytest.fixture
def chat(follow, tmp_path) -> Conversation:
    return Conversation(follow.database, tmp_path, ON_THE_DAY)


def test_whom_to_ask_is_listed_with_the_last_day_that_counts(chat):
    told = chat.say(SCHOOL, "待回访")

    assert "待回访 2 人次" in told
    assert "王芳 BT-1 第 30 天，11月19日（含当日）以前" in told
    assert "李丽" not in told
    assert "没有到期要回访的学员" in chat.say(ELSEWHERE, "待回访")
    assert all("由旗县区和培训机构登记" in chat.say(who, "待回访") for who in (CITY, AUDITOR))


def test_what_was_heard_is_shown_and_kept_by_the_tap_once(chat, follow):
    shown = chat.say(SCHOOL, SAID)
    assert "王芳 BT-1 第 30 天，2026-10-20 到期" in shown
    assert "就业：鹿城餐饮，2026-10-01 起" in shown
    assert follow.answers() == []

    (tap,) = [each for each in buttons_of(shown) if each.startswith("保存回访")]
    assert "已保存回访" in chat.say(SCHOOL, tap)
    assert "已保存回访" in chat.say(SCHOOL, tap)

    assert follow.answers() == [(1, "就业", "机构")]
    kept = follow.see().answers[0]
    assert (kept.employer, kept.since, kept.answered_by) == ("鹿城餐饮", date(2026, 10, 1), SCHOOL)
    assert kept.asked_on == ON_THE_DAY.date()
    assert "待回访 1 人次" in chat.say(SCHOOL, "待回访")


def test_what_is_said_again_behind_another_answer_is_kept_again_and_each_tap_once(chat, follow):
    def keep(said: str) -> None:
        (tap,) = [each for each in buttons_of(chat.say(SCHOOL, said)) if each.startswith("保存回访")]
        for _ in range(2):
            assert "已保存回访" in chat.say(SCHOOL, tap)

    keep(SAID)
    keep("回访 王芳 未就业")
    keep(SAID)
    follow.answer(SEEKING)
    keep(SAID)

    heard = [(1, "就业", "机构"), (2, "未就业", "机构"), (3, "就业", "机构")]
    assert follow.answers() == [*heard, (4, "未就业", "电话"), (5, "就业", "机构")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("回访 王芳 就业", "要写明单位名称"),
        ("回访 王芳 就业 鹿城餐饮", "要写明起始日期"),
        ("回访 王芳 就业 鹿城餐饮 13月1日", "起始日期不对"),
        ("回访 王芳 未就业 鹿城餐饮", "不填单位"),
        ("回访 王芳", "没有看到就业状态"),
        ("回访", "没有看到姓名"),
        ("回访 李丽 未就业", "到期要回访的“李丽”"),
        ("保存回访 王芳 就业", "看过再点保存"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_kept(chat, follow, said, words):
    assert words in chat.say(DISTRICT, said)
    assert follow.answers() == []


def test_a_day_without_its_year_is_the_last_such_day(chat):
    assert "2025-12-01 起" in chat.say(DISTRICT, "回访 王芳 上班 鹿城餐饮 12月1日起")
    assert "2026-10-20 起" in chat.say(DISTRICT, "回访 王芳 上班 鹿城餐饮 10月20日")


def test_nobody_answers_for_others(chat, follow):
    (tap,) = [each for each in buttons_of(chat.say(DISTRICT, SAID)) if each.startswith("保存回访")]

    for who in (ELSEWHERE, CITY, AUDITOR):
        assert "没有找到" in chat.say(who, tap) or "没有办成" in chat.say(who, tap)
    assert follow.answers() == []


def test_nobody_is_named_in_a_group(chat):
    told = chat.deliver(chat.message(SCHOOL, "待回访", group=True))
    where = [place for place, text in chat.api.said if "王芳" in text]

    assert "王芳" in told
    assert "group" not in where


def test_of_namesakes_the_class_is_asked_for(chat, follow):
    with follow.database.writing() as session:
        own = follow.step(session, "㛃䶮𬭩")
        own.enrolment.trainee.name = "王芳"

    shown = chat.say(SCHOOL, "回访 王芳 未就业")
    taps = [each for each in buttons_of(shown) if each.startswith("保存回访")]

    assert len(taps) == 2
    chat.say(SCHOOL, taps[0])
    with follow.database.reading() as session:
        assert len(session.scalars(select(FollowUpAnswer)).all()) == 1
