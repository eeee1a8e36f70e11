"""反馈函 as a PDF on A4, laid out like a letter of an office (GB/T 9704), that shows on any machine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from itertools import groupby
from pathlib import Path

from reportlab.lib.colors import black, red
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from training.feedback.rules.letters import Letter
from training.feedback.sheets.lines import lines_of

SONG = TTFont("ChabanSong", str(Path(__file__).parent / "fonts" / "song.ttf"))
RARE = UnicodeCIDFont("STSong-Light")
"""In no file: letters that our font lacks are drawn by the reader's own machine, where it knows them."""
for font in (SONG, RARE):
    pdfmetrics.registerFont(font)
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 27 * mm, WIDTH - 27 * mm, HEIGHT - 35 * mm, 32 * mm
SIZE, LEADING = 16.0, 29.0
"""三号字, 22 lines a page."""
SPACE_TO_SEAL = 40 * mm


class Align(Enum):
    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


@dataclass
class Page:
    """Where on the sheet one is; goes on to the next by itself."""

    canvas: Canvas
    y: float = TOP
    number: int = 1

    def write(self, text: str, align: Align = Align.LEFT, *, size: float = SIZE, indent: float = 0) -> None:
        for place, line in enumerate(lines_of(text, lambda said: _width(said, size), RIGHT - LEFT, indent)):
            self.need(LEADING * size / SIZE)
            self.y -= LEADING * size / SIZE
            spare = RIGHT - LEFT - _width(line, size)
            x = {Align.LEFT: 0.0 if place else indent, Align.MIDDLE: spare / 2, Align.RIGHT: spare}[align]
            _draw(self.canvas, LEFT + x, self.y, line, size)

    def rule(self, thickness: float) -> None:
        self.y -= 4 * mm
        self.canvas.setLineWidth(thickness)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)

    def need(self, height: float) -> None:
        """Turn the page where there is less room than this."""
        if self.y - height < BOTTOM:
            self.end()
            self.number += 1
            self.y = TOP

    def end(self) -> None:
        mark = f"— {self.number} —"
        _draw(self.canvas, (WIDTH - _width(mark, 14)) / 2, BOTTOM - 12 * mm, mark, 14)
        self.canvas.showPage()


def write_pdf(letter: Letter) -> bytes:
    """The same letter gives the same bytes, whenever it is written."""
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1)
    canvas.setTitle(f"{letter.number} {''.join(letter.title)}")
    canvas.setAuthor(letter.office)
    page = Page(canvas)
    _write_head(page, letter)
    page.write(letter.addressee)
    for each in letter.paragraphs:
        page.write(each, indent=2 * SIZE)
    _write_foot(page, letter)
    page.end()
    canvas.save()
    return content.getvalue()


def _write_head(page: Page, letter: Letter) -> None:
    page.canvas.setFillColor(red)
    page.canvas.setStrokeColor(red)
    page.write(letter.office, Align.MIDDLE, size=24)
    page.rule(2)
    page.canvas.setFillColor(black)
    page.canvas.setStrokeColor(black)
    page.write(letter.number, Align.RIGHT)
    page.y -= 8 * mm
    for line in letter.title:
        page.write(line, Align.MIDDLE, size=20)
    page.y -= 4 * mm


def _write_foot(page: Page, letter: Letter) -> None:
    """署名, date and the room for the seal stay together on one page."""
    page.need(SPACE_TO_SEAL + 4 * LEADING)
    page.y -= SPACE_TO_SEAL / 2
    for line in (f"{letter.office}（盖章）", letter.day):
        page.write(line, Align.RIGHT)
    page.y -= SPACE_TO_SEAL / 2
    page.rule(0.5)
    page.write(f"签发人（签字）：　　　　　　　　经办人：{letter.sent_by}")


def _width(text: str, size: float) -> float:
    return sum(float(pdfmetrics.stringWidth(run, font, size)) for run, font in _runs(text))


def _draw(canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
    for run, font in _runs(text):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, size)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for is_known, run in groupby(text, _is_known):
        yield "".join(run), SONG.fontName if is_known else RARE.fontName


def _is_known(letter: str) -> bool:
    known: Iterable[int] = SONG.face.charToGlyph
    return ord(letter) in known
