"""Pictures are drawn anew from their pixels: small, upright, as bright as before, and the first of many."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from tests.training.pictures.test_pictures import a_file, an_exif
from training.confined import NoAnswer
from training.pictures.drawing import memory_of, webp_pixels
from training.pictures.large import LARGE, draw_confined
from training.pictures.pictures import MB, MOST_WEBP_PIXELS, BadPicture, read_picture


def served(content: bytes) -> Image.Image:
    return Image.open(BytesIO(read_picture(content, 16 * MB).served))


def frames(form: str) -> bytes:
    kept = BytesIO()
    red, blue = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")
    red.save(kept, form, save_all=True, append_images=[blue], duration=100, lossless=True)
    return kept.getvalue()


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (30_000, 117), (65_535, 255)])
def test_sixteen_bits_of_grey_are_as_bright_as_they_were(value, expected):
    kept = BytesIO()
    Image.new("I;16", (64, 48), value).save(kept, "PNG")

    assert served(kept.getvalue()).getpixel((1, 1)) == (expected, expected, expected)


def test_the_colours_of_a_printer_are_turned_into_those_of_a_screen():
    kept = BytesIO()
    Image.new("CMYK", (64, 48), (0, 255, 255, 0)).save(kept, "JPEG", quality=95)

    red, green, blue = served(kept.getvalue()).getpixel((20, 20))

    assert (red > 200, green < 60, blue < 60) == (True, True, True)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_a_picture_that_moves_the_first_is_shown(form):
    shown = served(frames(form))

    assert getattr(shown, "n_frames", 1) == 1
    red, _, blue = shown.convert("RGB").getpixel((1, 1))
    assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_picture_is_shown_upright_whichever_process_draws_it(progressive):
    wide = a_file(size=(8000, 2000), exif=an_exif(Orientation=6), progressive=progressive)

    assert served(wide).size == (640, 2560)


def test_a_large_jpeg_is_known_to_take_a_part_and_a_progressive_one_all_of_it():
    baseline, progressive = (a_file(size=(6000, 4000), progressive=each) for each in (False, True))

    assert [memory_of(Image.open(BytesIO(each)), each) > LARGE for each in (baseline, progressive)] == [
        False,
        True,
    ]


@pytest.mark.parametrize("more", [{}, {"lossless": True}, {"exif": an_exif(Orientation=1)}])
def test_a_webp_tells_its_size_before_it_is_opened(more):
    content = a_file("WEBP", size=(70, 41), **more)

    assert webp_pixels(content) == 70 * 41


@pytest.mark.parametrize(("height", "is_refused"), [(4999, False), (5000, False), (5001, True)])
def test_a_webp_of_more_than_twenty_megapixels_is_refused_unopened(height, is_refused):
    small = bytearray(a_file("WEBP", size=(4000, 1), lossless=True))
    small[21:25] = (3999 | (height - 1) << 14 | int.from_bytes(small[21:25], "little") & 0xF0000000).to_bytes(
        4, "little"
    )
    assert (4000 * height > MOST_WEBP_PIXELS) == is_refused

    with pytest.raises(BadPicture, match="最多 2000 万像素" if is_refused else "不完整|不是能识别"):
        read_picture(bytes(small), MB)


def test_the_notes_of_a_large_screenshot_are_read_where_they_stand_behind_its_pixels():
    exif = an_exif(DateTimeOriginal="2026:03:02 09:15:00", Orientation=1)
    content = a_file("PNG", "RGB", (5000, 4000), exif=exif)

    assert read_picture(content, 16 * MB).taken_at is not None


def test_a_damaged_picture_ends_its_own_process_alone():
    with pytest.raises(NoAnswer, match="exit"):
        draw_confined(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "PNG")


def test_what_the_camera_noted_is_not_in_a_copy_that_a_process_of_its_own_drew():
    content = a_file(
        size=(6000, 4000), progressive=True, exif=an_exif(DateTimeOriginal="2026:03:02 09:15:00")
    )

    picture = read_picture(content, 16 * MB)

    assert picture.taken_at is not None
    assert ExifTags.Base.DateTimeOriginal not in Image.open(BytesIO(picture.served)).getexif()
    assert b"2026:03:02" not in picture.served
