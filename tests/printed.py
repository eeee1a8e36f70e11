"""A printed page as a phone's camera has it: the filled rectangles of a PDF, painted, and the code read."""

from io import BytesIO

import zxingcpp
from pikepdf import Page, Pdf, parse_content_stream
from PIL import Image, ImageDraw

DOTS = 3
"""A point of the paper: about what a phone makes of A4."""


def codes_on(pdf: bytes) -> list[str]:
    """What the QR codes of each page say, page by page."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return [code.text for page in opened.pages for code in zxingcpp.read_barcodes(_painted(page))]


def _painted(page: Page) -> Image.Image:
    width, height = (round(float(each) * DOTS) for each in page.mediabox[2:])
    paper = Image.new("L", (width, height), 255)
    draw, drawn = ImageDraw.Draw(paper), []
    for operands, operator in parse_content_stream(page):
        if str(operator) == "re":
            drawn.append([float(each) * DOTS for each in operands])
        elif str(operator) == "f":
            for x, y, wide, high in drawn:
                left, right = sorted((x, x + wide))
                top, bottom = sorted((height - y, height - y - high))
                draw.rectangle((round(left), round(top), round(right) - 1, round(bottom) - 1), fill=0)
        if str(operator) in ("f", "S", "n"):
            drawn.clear()
    return paper
