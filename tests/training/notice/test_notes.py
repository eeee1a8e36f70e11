"""Notes and reasons: on one line, never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.notice.notes import ReasonMissing, TextTooLong, read_note, read_reason


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", ""),
        ("  点错了 ", "点错了"),
        ("第一行\n第二行\t完", "第一行 第二行 完"),
        ("全角：１２３，原样。", "全角：１２３，原样。"),
        ("全角　空格", "全角 空格"),
        ("零\u200b宽", "零宽"),
        ("响铃\x07和\x00空", "响铃 和 空"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_note_is_one_line_without_what_cannot_be_seen(text, note):
    assert read_note(text) == note


def test_a_note_that_does_not_fit_is_refused_and_not_cut():
    with pytest.raises(TextTooLong, match="有 256 个字，最多 255 个字"):
        read_note("字" * 256)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"])
def test_a_reason_must_be_given(text):
    with pytest.raises(ReasonMissing, match="作废检查要写明原因"):
        read_reason(text, "作废检查")


@given(st.text(max_size=200))
def test_reading_a_note_again_changes_nothing(text):
    try:
        note = read_note(text)
    except TextTooLong:
        return
    assert note.isprintable()
    assert read_note(note) == note
