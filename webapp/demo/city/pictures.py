"""Drawn pictures in place of photos: a class room with so many heads, a paper with a number on it."""

from io import BytesIO
from itertools import product

from PIL import Image, ImageDraw, ImageFont

WALL, FLOOR, BOARD, HAIR, SKIN, SHIRT = "#e8e2d6", "#b9ac95", "#2f5d50", "#3b322c", "#e3b98f", "#5b7fa6"
PAPER, INK, LINE, STAMP = "#f7f3e8", "#2b2b2b", "#c9c2b0", "#b03030"
ROOM, SHEET = (640, 400), (600, 400)
SCREEN, STROKES = (480, 200), ((60, 140), (140, 60), (190, 150), (270, 70), (330, 130), (420, 90))
SEATS_A_ROW = 6
QUALITY = 80
# Of its latin letters alone; no font with Chinese ones is everywhere.
LETTERS = ImageFont.load_default(20)


def draw_room(heads: int, caption: str) -> bytes:
    """As a camera before the class sees it."""
    picture = Image.new("RGB", ROOM, WALL)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 240, *ROOM), fill=FLOOR)
    drawn.rectangle((170, 20, 470, 110), fill=BOARD)
    drawn.text((190, 55), caption, fill=PAPER, font=LETTERS)
    for row, seat in list(product(range(-(-heads // SEATS_A_ROW)), range(SEATS_A_ROW)))[:heads]:
        _draw_head(drawn, 60 + 94 * seat + 20 * (row % 2), 150 + 60 * row)
    return _jpeg(picture)


def draw_paper(title: str, number: str) -> bytes:
    """Something that could be a licence; whoever looks sees that it is a sample."""
    picture = Image.new("RGB", SHEET, PAPER)
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((12, 12, 588, 388), outline=INK, width=3)
    drawn.text((40, 40), title, fill=INK, font=LETTERS)
    drawn.text((40, 72), f"No. {number}", fill=INK, font=LETTERS)
    for line in range(6):
        drawn.line((40, 135 + 36 * line, 380, 135 + 36 * line), fill=LINE, width=2)
    drawn.rectangle((430, 90, 560, 260), outline=LINE, width=2)
    _draw_head(drawn, 495, 150)
    drawn.text((40, 350), "SAMPLE - NOT VALID", fill=STAMP, font=LETTERS)
    return _jpeg(picture)


def draw_signature() -> bytes:
    """As somebody draws it with a finger."""
    picture = Image.new("RGB", SCREEN, "white")
    ImageDraw.Draw(picture).line(STROKES, INK, 5, "curve")
    return _jpeg(picture)


def _draw_head(drawn: ImageDraw.ImageDraw, x: int, y: int) -> None:
    drawn.pieslice((x - 34, y + 20, x + 34, y + 88), 180, 360, fill=SHIRT)
    drawn.ellipse((x - 19, y - 23, x + 19, y + 27), fill=SKIN)
    drawn.pieslice((x - 20, y - 27, x + 20, y + 15), 180, 360, fill=HAIR)


def _jpeg(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
