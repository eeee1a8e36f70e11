"""Drawn pictures in place of photos: a class room with so many heads, a paper with a number on it."""

from io import BytesIO
from itertools import product

from PIL import Image, ImageDraw, ImageFont

WALL, FLOOR, BOARD, HAIR, SKIN, SHIRT = "#e8e2d6", "#b9ac95", "#2f5d50", "#3b322c", "#e3b98f", "#5b7fa6"
PAPER, INK, LINE = "#f7f3e8", "#2b2b2b", "#c9c2b0"
ROOM, SHEET = (960, 600), (900, 600)
SEATS_A_ROW = 6
QUALITY = 80
# Of its latin letters alone; no font with Chinese ones is everywhere.
LETTERS = ImageFont.load_default(28)


def draw_room(heads: int, caption: str) -> bytes:
    """As a camera before the class sees it."""
    picture = Image.new("RGB", ROOM, WALL)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 360, *ROOM), fill=FLOOR)
    drawn.rectangle((260, 30, 700, 170), fill=BOARD)
    drawn.text((280, 80), caption, fill=PAPER, font=LETTERS)
    for row, seat in list(product(range(-(-heads // SEATS_A_ROW)), range(SEATS_A_ROW)))[:heads]:
        _draw_head(drawn, 90 + 140 * seat + 30 * (row % 2), 230 + 90 * row)
    return _jpeg(picture)


def draw_paper(title: str, number: str) -> bytes:
    """Something that could be a licence; whoever looks sees that it is a sample."""
    picture = Image.new("RGB", SHEET, PAPER)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((20, 20, 880, 580), outline=INK, width=4)
    drawn.text((60, 60), title, fill=INK, font=LETTERS)
    drawn.text((60, 110), f"No. {number}", fill=INK, font=LETTERS)
    for line in range(6):
        drawn.line((60, 200 + 55 * line, 560, 200 + 55 * line), fill=LINE, width=3)
    drawn.rectangle((640, 120, 830, 380), outline=LINE, width=3)
    _draw_head(drawn, 735, 220)
    drawn.text((60, 530), "SAMPLE - NOT VALID", fill="#b03030", font=LETTERS)
    return _jpeg(picture)


def _draw_head(drawn: ImageDraw.ImageDraw, x: int, y: int) -> None:
    drawn.pieslice((x - 50, y + 30, x + 50, y + 130), 180, 360, fill=SHIRT)
    drawn.ellipse((x - 28, y - 34, x + 28, y + 40), fill=SKIN)
    drawn.pieslice((x - 30, y - 40, x + 30, y + 22), 180, 360, fill=HAIR)


def _jpeg(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
