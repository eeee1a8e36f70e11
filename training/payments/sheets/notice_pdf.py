"""公示表 as a PDF on A4 for the notice board, its headings on every page (R21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from training.certificates.sheets.faces import Face, LettersMissing
from training.payments.sheets.papers import NOTICE, SECONDARY, NoticeRow

FACE = "face"
EDGE = 12.0
WIDTHS = (11, 21, 39, 45, 34, 17, 19)
"""Of the seven columns in mm: together what stands between the edges."""
LEADING = 5.0
GREY = (235, 235, 235)


@dataclass(frozen=True)
class Notice:
    """What stands above and below the people."""

    title: str
    opening: str
    """经 … 会议研究审定, 下列 … 人."""
    days: str
    """公示期."""
    phone: str
    """监督电话."""
    begins_on: date


def notice_pdf(notice: Notice, rows: Sequence[NoticeRow], face: Face) -> bytes:
    """The same notice gives the same bytes. Raises LettersMissing."""
    _check_letters(rows, face)
    pdf = _Sheet(unit="mm", format="A4")
    pdf.set_margin(EDGE)
    pdf.set_auto_page_break(True, margin=EDGE + 8)
    pdf.add_font(FACE, fname=str(face.path), collection_font_number=face.index)
    pdf.set_title(notice.title)
    pdf.set_creation_date(datetime.combine(notice.begins_on, time(), UTC))
    try:
        pdf.add_page()
        _said(pdf, notice.title, 18, Align.C)
        pdf.ln(4)
        _said(pdf, notice.opening, 12, Align.L)
        pdf.ln(2)
        _people(pdf, rows)
        pdf.ln(3)
        for line in (f"公示期：{notice.days}", f"监督电话：{notice.phone}", SECONDARY):
            _said(pdf, line, 12, Align.L)
        _said(pdf, "单位（盖章）：　　　　　　　　日期：　　　　　　", 12, Align.R)
        return bytes(pdf.output())
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


class _Sheet(FPDF):
    """Says at the foot which page it is."""

    def footer(self) -> None:
        self.set_y(-EDGE - 2)
        self.set_font(FACE, size=10)
        self.cell(0, 6, f"第 {self.page_no()} 页", align=Align.C)


def _check_letters(rows: Sequence[NoticeRow], face: Face) -> None:
    """A box in a place of a letter would be another name."""
    lacking = {each.name: face.missing(each.name + each.school + each.class_name) for each in rows}
    letters = list(dict.fromkeys(letter for found in lacking.values() for letter in found))
    if letters:
        raise LettersMissing(letters, [name for name, found in lacking.items() if found])


def _said(pdf: FPDF, text: str, size: float, align: Align) -> None:
    pdf.set_font(FACE, size=size)
    pdf.multi_cell(0, size * 0.6, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _people(pdf: FPDF, rows: Sequence[NoticeRow]) -> None:
    pdf.set_font(FACE, size=10)
    heading = FontFace(emphasis="", fill_color=GREY)
    layout = {"col_widths": WIDTHS, "line_height": LEADING, "headings_style": heading, "padding": 1}
    with pdf.table(text_align="LEFT", width=sum(WIDTHS), **layout) as table:
        table.row(NOTICE)
        for place, each in enumerate(rows, 1):
            table.row((str(place), *_cells(each)))


def _cells(row: NoticeRow) -> tuple[str, ...]:
    whole = (row.name, row.id_number, row.school, row.class_name, row.scheme)
    return (*whole, f"{row.amount:,.2f}")
