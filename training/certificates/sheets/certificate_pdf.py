"""培训合格证书 as a PDF on A4, one page each, with the letters that it uses embedded (R29).

reportlab, by which letters are written, embeds no OpenType face with CFF outlines, and those are the faces
that have rare names; fpdf2 embeds the subset.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import groupby

import segno
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

from training.certificates.rules.papers import TITLE, Paper
from training.certificates.sheets.faces import Face, LettersMissing
from training.feedback.sheets.lines import lines_of

FACE = "face"
WIDTH, HEIGHT = 210.0, 297.0
EDGE, LEFT = 12.0, 34.0
INNER = WIDTH - 2 * LEFT
LABEL = 34.0
SENTENCE, LEADING = 16.0, 11.0
RED, BLACK, GREY = (176, 0, 24), (0, 0, 0), (90, 90, 90)
QR_SIZE, QUIET_ZONE = 34.0, 4
VOID = "作　废"


def write_certificates(papers: Sequence[Paper], face: Face) -> bytes:
    """One page for each; the same papers give the same bytes. Raises LettersMissing."""
    _check_letters(papers, face)
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_font(FACE, fname=str(face.path), collection_font_number=face.index)
    pdf.set_title(TITLE if len(papers) != 1 else f"{TITLE} {papers[0].number}")
    pdf.set_author(papers[0].office if papers else "")
    if papers:
        pdf.set_creation_date(datetime.combine(max(each.issued_on for each in papers), time(), UTC))
    try:
        for each in papers:
            _write(pdf, each)
        return bytes(pdf.output())
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


def _check_letters(papers: Sequence[Paper], face: Face) -> None:
    lacking = {each.number: face.missing(_said(each)) for each in papers}
    letters = list(dict.fromkeys(letter for found in lacking.values() for letter in found))
    if letters:
        raise LettersMissing(letters, [each.name for each in papers if lacking[each.number]])


def _said(paper: Paper) -> str:
    return "".join(f"{name}{value}" for name, value in paper.lines) + paper.sentence + paper.office


def _write(pdf: FPDF, paper: Paper) -> None:
    pdf.add_page()
    _frame(pdf)
    _line(pdf, 40, TITLE, 30, RED, Align.C)
    _line(pdf, 58, f"编号：{paper.number}", 13, BLACK, Align.C)
    _contents(pdf, paper, _sentence(pdf, 78, paper.sentence) + 8)
    _code(pdf, paper)
    _foot(pdf, paper)
    if paper.is_void:
        _void(pdf)


def _sentence(pdf: FPDF, top: float, text: str) -> float:
    """Broken as Chinese is, no bracket at the end of a line; says where it ends."""
    pdf.set_font(FACE, size=SENTENCE)
    indent = 2 * pdf.get_string_width("字")
    for place, line in enumerate(lines_of(text, pdf.get_string_width, INNER, indent)):
        pdf.set_xy(LEFT + (0 if place else indent), top)
        pdf.cell(INNER, LEADING, line)
        top += LEADING
    return top


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*RED)
    for edge, width in ((EDGE, 1.2), (EDGE + 2.5, 0.3)):
        pdf.set_line_width(width)
        pdf.rect(edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge)


def _contents(pdf: FPDF, paper: Paper, top: float) -> None:
    """Name and value of each, a hair line below; a long name of a school takes two lines."""
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.1)
    y = top
    for name, value in paper.lines:
        pdf.set_xy(LEFT, y)
        pdf.set_font(FACE, size=12)
        pdf.set_text_color(*GREY)
        pdf.cell(LABEL, 10, name)
        pdf.set_text_color(*BLACK)
        pdf.set_font(FACE, size=13)
        pdf.multi_cell(INNER - LABEL, 10, value, align=Align.L, new_x=XPos.LEFT, new_y=YPos.NEXT)
        y = pdf.get_y()
        pdf.line(LEFT, y, LEFT + INNER, y)


def _code(pdf: FPDF, paper: Paper) -> None:
    code = segno.make_qr(paper.address, error="m", boost_error=False)
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET_ZONE)]
    left, top, size = LEFT, HEIGHT - 72, QR_SIZE / len(rows)
    pdf.set_fill_color(*BLACK)
    for y, row in enumerate(rows):
        for x, length in _bars(row):
            pdf.rect(left + x * size, top + y * size, length * size, size, style="F")
    _line(pdf, top + QR_SIZE, "扫码核验真伪", 10, GREY, Align.L)


def _bars(row: bytes) -> Iterator[tuple[int, int]]:
    """Each run of dark modules is one rectangle, so that no printer leaves gaps between them."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield x, length
        x += length


def _foot(pdf: FPDF, paper: Paper) -> None:
    """Office, day and the room for its seal."""
    _line(pdf, HEIGHT - 62, paper.office, 15, BLACK, Align.R)
    _line(pdf, HEIGHT - 51, paper.lines[-1][1], 14, BLACK, Align.R)
    _line(pdf, HEIGHT - 41, "（盖章）", 12, GREY, Align.R)


def _void(pdf: FPDF) -> None:
    pdf.set_text_color(*RED)
    pdf.set_font(FACE, size=88)
    with pdf.local_context(fill_opacity=0.25), pdf.rotation(35, WIDTH / 2, HEIGHT / 2):
        pdf.set_xy(0, HEIGHT / 2 - 20)
        pdf.cell(WIDTH, 40, VOID, align=Align.C)
    pdf.set_text_color(*BLACK)


def _line(pdf: FPDF, y: float, text: str, size: float, color: tuple[int, int, int], align: Align) -> None:
    pdf.set_xy(LEFT, y)
    pdf.set_font(FACE, size=size)
    pdf.set_text_color(*color)
    pdf.cell(INNER, size / 2, text, align=align)
    pdf.set_text_color(*BLACK)
