"""A photo is what it is by its content; what is kept is small, upright and says nothing of the camera."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from training.pictures.photos import LONGEST_SIDE, read_photo
from training.pictures.pictures import BadPicture

ORIENTATION, TAKEN_AT, GPS, GPS_LATITUDE = 0x0112, 0x0132, 0x8825, 2
ROTATED = 6


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    picture = Image.new("RGB", size, "white")
    # Red on the left, so that it can be seen which way is up.
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    written = BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(read_photo(content)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_usual_kind_is_kept_as_jpeg(kind):
    assert opened(a_picture(kind)).format == "JPEG"


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1280, 960), (1280, 960)),
        ((1281, 960), (1280, 959)),
        ((4000, 3000), (1280, 960)),
        ((300, 3000), (128, 1280)),
        ((60, 40), (60, 40)),
    ],
)
def test_the_longer_side_is_at_most_1280_points(size, kept):
    assert opened(a_picture(size=size)).size == kept
    assert max(kept) <= LONGEST_SIDE


def test_where_and_when_it_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[TAKEN_AT] = "2026:03:02 08:40:00"
    exif[GPS] = {GPS_LATITUDE: (40.0, 39.0, 0.0)}
    content = a_picture(exif=exif)
    assert Image.open(BytesIO(content)).getexif()

    kept = opened(content)

    assert dict(kept.getexif()) == {}
    assert b"2026:03:02" not in read_photo(content)


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = ROTATED

    kept = opened(a_picture(size=(60, 40), exif=exif))

    assert kept.size == (40, 60)
    red, green, _ = kept.getpixel((20, 5))
    assert (red > 200, green < 80) == (True, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
        a_picture()[:200],
        a_picture("GIF"),
        a_picture("BMP"),
    ],
)
def test_what_is_no_whole_photo_is_refused_in_chinese(content):
    with pytest.raises(BadPicture, match=r"JPG、PNG|没有传完"):
        read_photo(content)


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused():
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000

    with pytest.raises(BadPicture):
        read_photo(bomb.getvalue())


@given(st.binary(max_size=300), st.integers(0, 400))
def test_hostile_bytes_are_refused_and_never_break_anything(noise, place):
    good = a_picture("PNG")
    for content in (noise, good[:place] + noise + good[place:]):
        with suppress(BadPicture):
            assert opened(content).format == "JPEG"
