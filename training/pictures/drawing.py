"""A picture drawn anew, small and upright, from its pixels alone; and what memory that takes, told before."""

from io import BytesIO

from PIL import Image, ImageOps

SERVED_LONGEST = 2560
"""Pixels of the copy that people are shown: enough to count heads, light enough for a phone."""
BYTES_A_PIXEL = {"1": 1, "L": 1, "P": 1, "LA": 4, "I;16": 2}
"""As Pillow holds them; all others, such as RGB, take four."""
KEPT_TOO = 4
"""Of each pixel of a progressive JPEG its decoder keeps so many bytes until the last scan is read."""
SIDE = 0x3FFF
"""No WebP is longer or wider, which takes fourteen bits."""
WEBP_FRAMES = 4
"""Its decoder holds a canvas, the canvas before, the bytes and the picture that is made of them."""


def open_small(content: bytes, form: str) -> Image.Image:
    """Not yet unfolded; of a large JPEG only what the small copy needs ever will be."""
    opened = Image.open(BytesIO(content), formats=(form,))
    width, height = (max(1, side * SERVED_LONGEST // max(opened.size)) for side in opened.size)
    opened.draft(None, (width, height))
    return opened


def memory_of(whole: Image.Image, content: bytes) -> int:
    """Bytes that drawing it takes at most, from the header alone; `whole` is not unfolded."""
    pixels = whole.width * whole.height
    if whole.format == "WEBP":
        return 4 * WEBP_FRAMES * pixels
    if whole.format in ("PNG", None):
        return BYTES_A_PIXEL.get(whole.mode, 4) * pixels
    small = open_small(content, "JPEG")
    return 4 * small.width * small.height + (KEPT_TOO * pixels if "progressive" in whole.info else 0)


def webp_pixels(content: bytes) -> int:
    """Of a WebP by its first bytes, for opening it takes memory already; 0 where it tells no size."""
    kind, told = content[12:16], content[20:30]
    if kind == b"VP8X":
        return (int.from_bytes(told[4:7], "little") + 1) * (int.from_bytes(told[7:10], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(told[1:5], "little")
        return ((bits & SIDE) + 1) * ((bits >> 14 & SIDE) + 1)
    return (int.from_bytes(told[6:8], "little") & SIDE) * (int.from_bytes(told[8:10], "little") & SIDE)


def png_notes(content: bytes) -> bytes:
    """What a camera noted in a PNG, before its pixels or behind them, without unfolding any."""
    at = 8
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if name == b"eXIf":
            return b"Exif\0\0" + content[at + 8 : at + 8 + size]
        at += size + 12
    return b""


def draw_anew(content: bytes, form: str) -> bytes:
    """The copy without EXIF, so that nothing hidden in the file comes along; raises what Pillow raises."""
    opened, copy = open_small(content, form), BytesIO()
    opened.thumbnail((SERVED_LONGEST, SERVED_LONGEST))
    turned = ImageOps.exif_transpose(_in_eight_bits(opened))
    mode = "RGBA" if turned.has_transparency_data and form != "JPEG" else "RGB"
    plain = Image.new(mode, turned.size)
    plain.paste(turned.convert(mode))
    plain.save(copy, form, quality=88)
    return copy.getvalue()


def _in_eight_bits(opened: Image.Image) -> Image.Image:
    """Sixteen bits of grey would come out as white: whatever is brighter than 255 is cut off."""
    if not opened.mode.startswith("I"):
        return opened
    grey = opened.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    grey.info.update(opened.info)
    return grey
