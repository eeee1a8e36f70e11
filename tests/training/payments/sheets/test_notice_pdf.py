"""公示 on paper: everybody in one table that goes on over pages, or nothing at all (R21)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from training.certificates.sheets.faces import LettersMissing, find_face
from training.payments.sheets.notice_pdf import WIDTHS, Notice, notice_pdf
from training.payments.sheets.papers import NOTICE, NoticeRow

SAID = Notice(
    "昆都仑区职业技能培训补贴拟拨付人员公示",
    "经 2026 年 9 月 14 日补贴资金相关会议（会议 7 号）研究审定，下列 2 人拟拨付职业技能培训补贴。现予公示。",
    "2026-09-15 至 2026-09-21",
    "0472-5618000",
    date(2026, 9, 15),
)
ROW = NoticeRow("王芳", "1502**0018", "包头市第一培训学校", "电工一班", "培训补贴", Decimal("1200.00"))
SONG = Path(__file__).parents[4] / "training" / "feedback" / "sheets" / "fonts" / "song.ttf"


def test_the_columns_fill_a4_between_its_edges():
    assert (len(WIDTHS), sum(WIDTHS)) == (len(NOTICE), 210 - 2 * 12)


@pytest.mark.parametrize(("people", "is_more"), [(2, False), (60, True)])
def test_who_does_not_fit_on_a_page_stands_on_the_next_and_the_same_gives_the_same(people, is_more):
    rows = [ROW] * people
    printed = notice_pdf(SAID, rows, find_face(""))

    assert printed == notice_pdf(SAID, rows, find_face(""))
    with Pdf.open(BytesIO(printed)) as pdf:
        assert (len(pdf.pages) > 1) is is_more


def test_a_name_with_a_letter_that_the_face_lacks_is_refused_and_named():
    with pytest.raises(LettersMissing, match=r"𬭩.*王𬭩"):
        notice_pdf(SAID, [ROW, replace(ROW, name="王𬭩")], find_face(str(SONG)))
