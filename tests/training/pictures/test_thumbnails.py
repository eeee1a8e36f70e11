"""Small copies for lists on a phone."""

from io import BytesIO

import pytest
from PIL import Image

from training.pictures.thumbnails import LONGEST, thumbnail


def drawn(form: str, mode: str, size: tuple[int, int]) -> bytes:
    content = BytesIO()
    Image.new(mode, size).save(content, form)
    return content.getvalue()


@pytest.mark.parametrize(
    ("size", "small"),
    [((1800, 900), (LONGEST, LONGEST // 2)), ((900, 1800), (LONGEST // 2, LONGEST)), ((60, 40), (60, 40))],
)
@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA"), ("PNG", "P")])
def test_a_thumbnail_is_a_small_jpeg_of_the_same_shape(form, mode, size, small):
    made = Image.open(BytesIO(thumbnail(drawn(form, mode, size))))

    assert (made.format, made.size) == ("JPEG", small)
