"""培训券 in the chat: so many as one sees, one by its number with the name masked, nothing done (R10)."""

from datetime import date

import pytest

from tests.bot.answers.chatting import Conversation
from tests.factories import at
from tests.training.vouchers.vouchered import (
    CITY,
    DISTRICT,
    ELSEWHERE,
    PEOPLE,
    SCHOOL,
    Vouchers,
    a_world_of_vouchers,
)
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


@pytest.fixture
def vouchers(database) -> Vouchers:
    """Three are issued until 30 June, the first is used."""
    own = a_world_of_vouchers(database)
    numbers = own.issue_to_all()
    own.use(PEOPLE[0], numbers[0])
    return own


@pytest.fixture
def chat(vouchers, tmp_path) -> Conversation:
    with vouchers.database.writing() as session:
        for who in (CITY, DISTRICT, ELSEWHERE, SCHOOL):
            know_in_chat(session, find_staff(session, who), who)
    return Conversation(vouchers.database, tmp_path, vouchers.now)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (CITY, "发放 3 张，可用 2 张，用过 1 张"),
        (DISTRICT, "发放 3 张，可用 2 张，用过 1 张"),
        (SCHOOL, "发放 1 张，可用 0 张，用过 1 张"),
        (ELSEWHERE, "发放 0 张，可用 0 张，用过 0 张"),
    ],
)
def test_everybody_is_told_of_those_that_they_see(chat, who, told):
    said = chat.say(who, "培训券")

    assert told in said
    assert "以自治区系统数据为准" in said


@pytest.mark.parametrize(
    ("day", "many"),
    [(date(2026, 6, 22), 0), (date(2026, 6, 23), 2), (date(2026, 6, 30), 2), (date(2026, 7, 1), 0)],
)
def test_a_week_before_its_last_day_a_voucher_is_counted_as_expiring(chat, day, many):
    chat.now = at(day, "09:00")

    assert f"7 天内到期 {many} 张" in chat.say(CITY, "培训券")


def test_one_is_shown_by_its_number_however_it_is_typed_and_without_the_name(chat, vouchers):
    number = vouchers.numbers()[0][1]
    told = chat.say(CITY, f"培训券 {number[:5].lower()} {number[5:]}")

    assert f"{number} 已使用" in told
    assert "用于 BT-1" in told
    assert PEOPLE[0] not in told


def test_what_one_does_not_see_is_not_found_and_a_mistyped_number_is_said(chat, vouchers):
    used, other, _ = (number for _, number in vouchers.numbers())

    assert "已使用" in chat.say(SCHOOL, f"培训券 {used}")
    assert "没有找到" in chat.say(SCHOOL, f"培训券 {other}")
    assert "没有找到" in chat.say(ELSEWHERE, f"培训券 {used}")
    assert "输错了" in chat.say(CITY, f"培训券 {used[:-1]}")
