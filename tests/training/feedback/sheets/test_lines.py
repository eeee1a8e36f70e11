"""Chinese text in lines: no mark begins a line that belongs to the one before, no number is torn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.feedback.sheets.lines import lines_of

TEXT = st.text(alphabet="检查合格，。；：（）〔〕“”0123456789ABC-/%. ", max_size=80)


def width(text: str) -> float:
    """In letters, of which two Latin ones make a Chinese one."""
    return sum(0.5 if each.isascii() else 1 for each in text)


def cut(text: str, most: float, indent: float = 0) -> list[str]:
    return list(lines_of(text, width, most, indent))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三四，五六", ["一二三", "四，五六"]),
        ("一二三“四五”六", ["一二三", "“四五”", "六"]),
        ("一二三 2026年", ["一二三", "2026年"]),
        ("一二 28/30=93.3%，三", ["一二 28/", "30=93.3", "%，三"]),
        ("", [""]),
    ],
)
def test_text_is_cut_where_it_may_be(text, lines):
    assert cut(text, 4) == lines


def test_only_the_first_line_is_indented():
    assert cut("一二三四五六七八", 4, indent=2) == ["一二", "三四五六", "七八"]


@given(TEXT, st.integers(3, 12))
def test_nothing_is_lost_but_spaces_and_no_line_is_too_long(text, most):
    lines = cut(text, most)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= most


@given(st.text(alphabet="检查合格结果", min_size=1, max_size=40), st.integers(3, 12))
def test_no_line_begins_with_a_mark(text, most):
    with_marks = "，".join(text) + "。"

    assert [line for line in cut(with_marks, most) if line[0] in "，。"] == []
