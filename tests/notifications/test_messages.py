"""Texts are short, signed, and counted in segments."""

import io

import pytest

from notifications.console import ConsoleSms
from notifications.messages import login_code_text, segments


def test_a_login_code_says_code_validity_and_warning_in_one_segment():
    text = login_code_text("123456", "查班")

    assert text.startswith("【查班】验证码 123456")
    assert "5 分钟" in text
    assert "请勿告诉他人" in text
    assert segments(text) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [("字" * 69, 1), ("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3), ("😀" * 36, 2)],
)
def test_chinese_texts_are_billed_by_70_units_or_67_where_joined(text, count):
    assert segments(text) == count


def test_the_console_prints_what_would_be_sent():
    stream = io.StringIO()

    reference = ConsoleSms(stream).send("13800000001", "你好")

    assert stream.getvalue() == "短信 → 13800000001：你好\n"
    assert reference.startswith("console-")
