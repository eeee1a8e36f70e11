"""反馈函 as a PDF: its letters are in the file itself, and the same letter is the same file."""

import re
from base64 import a85decode
from dataclasses import replace
from zlib import decompressobj

import pytest

from training.feedback.rules.letters import Letter
from training.feedback.sheets.letter import RARE, SONG, write_pdf

LETTER = Letter(
    office="包头市人力资源和社会保障局",
    number="包人社查〔2026〕12号",
    title=("关于电工（五级）一班", "检查情况的反馈函"),
    addressee="昆都仑区人力资源和社会保障部门：",
    paragraphs=("1. 2026年3月3日，检查编号 BT-1-市1，合格。", "督查意见：“教学规范”。"),
    sent_by="李敏",
    day="2026年3月9日",
)
STREAM = re.compile(rb"stream\r?\n(.*?)\s*endstream", re.DOTALL)


def streams(pdf: bytes) -> list[bytes]:
    packed = (
        a85decode(b"<~" + each, adobe=True) if each.endswith(b"~>") else each for each in STREAM.findall(pdf)
    )
    return [decompressobj().decompress(each) for each in packed]


def letters_in(pdf: bytes) -> set[str]:
    """Those that the embedded font says it draws (ToUnicode)."""
    maps = [
        each.decode("latin-1") for each in streams(pdf) if b"beginbfrange" in each or b"beginbfchar" in each
    ]
    return {chr(int(code, 16)) for each in maps for code in re.findall(r"<([0-9A-Fa-f]{4})>", each)}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_every_letter_is_drawn_from_a_font_in_the_file():
    pdf = write_pdf(LETTER)
    said = "".join((LETTER.office, LETTER.number, *LETTER.title, LETTER.addressee, *LETTER.paragraphs))

    assert pdf.startswith(b"%PDF-")
    assert b"/FontFile2" in pdf
    assert set(said + LETTER.day + LETTER.sent_by + "盖章签发人经办") <= letters_in(pdf)
    assert RARE.fontName.encode() not in pdf


def test_a_letter_that_the_font_lacks_is_left_to_the_reader():
    assert RARE.fontName.encode() in write_pdf(replace(LETTER, sent_by="靐某"))


@pytest.mark.parametrize("sample", ["包头市九原区达尔罕茂明安联合旗", "砼浇筑工焊工叉车司机", "璟瑄堃喆钰雯"])
def test_the_font_knows_the_words_of_the_trade_and_of_names(sample):
    assert set(map(ord, sample)) <= set(SONG.face.charToGlyph)


def test_the_font_knows_all_of_gb_2312():
    every = {
        bytes((first, second)).decode("gb2312")
        for first in range(0xB0, 0xF8)
        for second in range(0xA1, 0xFF)
        if (first, second) < (0xD7, 0xFA) or first >= 0xD8
    }

    assert len(every) == 6763
    assert set(map(ord, every)) <= set(SONG.face.charToGlyph)


def test_the_same_letter_gives_the_same_bytes():
    assert write_pdf(LETTER) == write_pdf(LETTER)


def test_a_long_letter_goes_on_to_a_second_page_with_the_signature_on_the_last():
    long = replace(LETTER, paragraphs=LETTER.paragraphs * 12)

    assert (pages(write_pdf(LETTER)), pages(write_pdf(long))) == (1, 2)


def test_words_that_look_like_marks_are_written_as_they_are():
    odd = replace(LETTER, paragraphs=("<b>&amp;\\(",), sent_by="")

    assert set("<b>&;\\(") <= letters_in(write_pdf(odd))
