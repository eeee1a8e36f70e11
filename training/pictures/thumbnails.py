"""Small copies of pictures, for lists on a phone."""

from io import BytesIO

from PIL import Image

LONGEST = 360
"""Pixels; about 15 KB."""


def thumbnail(content: bytes) -> bytes:
    """A small JPEG of a picture that this house has drawn itself."""
    small = BytesIO()
    with Image.open(BytesIO(content)) as opened:
        # Of a large JPEG only as much is unfolded as the small one needs.
        opened.draft("RGB", (LONGEST, LONGEST))
        opened.thumbnail((LONGEST, LONGEST))
        opened.convert("RGB").save(small, "JPEG", quality=65)
    return small.getvalue()
