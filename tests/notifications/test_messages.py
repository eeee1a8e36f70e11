"""The catalogue: short, signed, without names or numbers of people, with what each route lets through."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest

from notifications.messages import (
    ASKS_FOR_AN_ANSWER,
    CATALOGUE,
    LINK,
    ROUTES,
    segments,
    text_of,
    units_of,
)
from notifications.senders.console import ConsoleSms
from tests.factories import MONDAY, at
from training.ports.sms import Sms, SmsFailed

# As long as each place becomes; a longer name of a class costs a second segment, and nothing else.
LONGEST = {
    "code": "123456",
    "class_short_name": "家政服务员26-7班",
    "half_day": "上午",
    "until": "3月15日",
    "decision": "未通过",
    "room_code": "1234567890",
    "amount": "9,999,999.99",
    "day": "12月31日",
    LINK: "https://cb.baotou.gov.cn/t/Xy7kQ2",
}
TEMPLATES = sorted(CATALOGUE)


def test_a_login_code_says_code_validity_and_warning_in_one_segment():
    text = text_of("login_code", {"code": "123456"}, "查班")

    assert text.startswith("【查班】验证码 123456")
    assert "5 分钟" in text
    assert "请勿告诉他人" in text
    assert segments(text) == 1


def test_a_reminder_says_class_what_is_missing_until_when_and_where_to_look():
    said = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", LINK: "https://x.cn/t/1"}

    text = text_of("missing_in", said, "查班", with_link=True)

    assert text == "【查班】电工3班上午未签到，请在08:45前到考勤机刷脸。https://x.cn/t/1"


def test_the_occasions_of_the_notice_all_have_their_words():
    assert set(TEMPLATES) == {
        *("correction_decided", "day_lost", "login_code", "missing_in", "missing_out"),
        *("claim_returned", "claim_decided", "meeting_invitation", "phone_change_asked"),
        *("follow_up_asked", "subsidy_paid", "voucher_issued", "voucher_expiring", "voucher_used"),
    }


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("with_link", [True, False])
def test_every_message_is_paid_once_even_with_the_longest_values(template, with_link):
    text = text_of(template, LONGEST, "包头培训", with_link=with_link)

    assert segments(text) <= CATALOGUE[template].most_segments == 1
    assert text.startswith("【包头培训】")
    assert text.count("【") == text.count("】") == 1


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_message_has_a_place_for_a_name_or_a_number_of_a_person(template):
    assert set(CATALOGUE[template].parameters) <= set(LONGEST)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_is_whole_without_its_link(template):
    text = text_of(template, {**LONGEST, LINK: ""}, "查班", with_link=True)

    assert text == text_of(template, LONGEST, "查班", with_link=False)
    assert "http" not in text
    assert text.endswith("。")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("route", ROUTES)
def test_no_message_says_what_its_route_forbids(template, route):
    own = ROUTES[route]
    text = text_of(template, LONGEST, "查班", with_link=own.may_carry_links)

    assert [word for word in own.forbidden_words if word in text] == []
    assert units_of(text) <= own.most_units
    assert own.takes_answers or [word for word in ASKS_FOR_AN_ANSWER if word in text] == []


def test_the_parameters_stand_in_the_order_of_the_words_with_the_link_last():
    assert CATALOGUE["missing_in"].parameters == ("class_short_name", "half_day", "until", LINK)
    assert CATALOGUE["login_code"].parameters == ("code",)


@pytest.mark.parametrize(
    ("text", "count"),
    [("字" * 69, 1), ("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3), ("😀" * 36, 2)],
)
def test_chinese_texts_are_billed_by_70_units_or_67_where_joined(text, count):
    assert segments(text) == count


def test_the_console_prints_what_would_be_sent_and_remembers_nothing():
    stream = io.StringIO()
    sms = Sms(uuid4(), "13800000001", "login_code", {}, "你好", at(MONDAY, "10:00"), timedelta(minutes=5))

    taken = ConsoleSms(stream).send(sms)

    assert stream.getvalue() == "短信 → 13800000001：你好\n"
    assert (taken.reference.startswith("console-"), taken.segments) == (True, 1)
    with pytest.raises(SmsFailed):
        ConsoleSms(stream).look_up(sms)
