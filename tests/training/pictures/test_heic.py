"""HEIC photos of iPhones: read as JPEG where the reader is installed, told how to send them where not."""

import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from tests.training.pictures.test_pictures import WITH_EXIF, a_file
from training.claims.sheets.paper_files import read_paper_file
from training.pictures import heic, heic_child
from training.pictures.heic import read_phone_picture
from training.pictures.photos import read_photo
from training.pictures.pictures import MB, MOST_PIXELS, BadPicture, read_picture

HEIC = (Path(__file__).parent / "fixtures" / "photo.heic").read_bytes()


def test_a_heic_photo_is_kept_as_a_jpeg_without_what_the_camera_noted():
    assert b"SECRET-CAMERA" in HEIC

    kept = read_paper_file(HEIC)

    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 640, 480)
    assert kept.sha256 == sha256(HEIC).hexdigest()
    assert b"SECRET-CAMERA" not in kept.content
    with Image.open(BytesIO(kept.content)) as shown:
        red, green, blue = shown.convert("RGB").getpixel((300, 130))
    assert min(red, green, blue) > 200


def test_without_the_reader_the_advice_is_how_to_send_it(monkeypatch):
    monkeypatch.setattr(heic, "is_installed", lambda: False)

    with pytest.raises(BadPicture, match="HEIC"):
        read_paper_file(HEIC)


def test_a_heic_that_unfolds_to_too_much_is_refused_before_it_is_unfolded(monkeypatch):
    monkeypatch.setattr(heic, "MOST_PIXELS", 640 * 480 - 1)

    with pytest.raises(BadPicture, match="尺寸太大"):
        read_paper_file(HEIC)


def test_a_heic_of_a_check_is_kept_as_it_came_and_shown_as_a_jpeg():
    picture = read_phone_picture(HEIC, len(HEIC))

    assert (picture.original, picture.sha256) == (HEIC, sha256(HEIC).hexdigest())
    assert (picture.original_type, picture.media_type) == ("image/heic", "image/jpeg")
    assert (picture.original_key[-5:], picture.served_key[-4:]) == (".heic", ".jpg")
    assert b"SECRET-CAMERA" not in picture.served
    with Image.open(BytesIO(picture.served)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (picture.width, picture.height))


def test_a_heic_that_is_heavier_than_allowed_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(heic, "CHILD", (sys.executable, "-c", "raise SystemExit('never asked')"))

    with pytest.raises(BadPicture, match="最多 1 MB"):
        read_phone_picture(HEIC + bytes(MB), MB)


def test_what_the_camera_noted_comes_along_to_be_kept_apart():
    assert b"SECRET-CAMERA" in heic_child.jpeg_of(HEIC, MOST_PIXELS)


def test_a_heic_tells_when_and_where_it_was_taken_as_any_picture_does(monkeypatch, tmp_path):
    jpeg = tmp_path / "read.jpg"
    jpeg.write_bytes(WITH_EXIF)
    answer = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"
    monkeypatch.setattr(heic, "CHILD", (sys.executable, "-c", answer, str(jpeg)))

    picture, same = read_phone_picture(HEIC, MB), read_picture(WITH_EXIF, MB)

    assert picture.taken_at == same.taken_at is not None
    assert picture.taken_place == same.taken_place != ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_other_pictures_are_read_as_before(kind):
    content = a_file(kind)

    assert read_phone_picture(content, MB) == read_picture(content, MB)


def test_a_heic_beside_a_request_is_kept_small():
    with Image.open(BytesIO(read_photo(HEIC))) as kept:
        assert (kept.format, kept.size) == ("JPEG", (640, 480))


@pytest.mark.parametrize("read", [read_photo, lambda content: read_phone_picture(content, MB)])
def test_without_the_reader_every_photo_is_refused_with_what_to_do(monkeypatch, read):
    monkeypatch.setattr(heic, "is_installed", lambda: False)

    with pytest.raises(BadPicture, match=r"HEIC 格式，无法查看.*“兼容性最佳”后重拍，或发截屏"):
        read(HEIC)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_a_heic_that_was_cut_off_is_refused(share):
    with pytest.raises(BadPicture):
        read_paper_file(HEIC[: int(len(HEIC) * share)])


@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), 11)", "os._exit(3)", "[0] * 10**12"])
def test_a_reader_that_crashes_takes_nothing_else_down(monkeypatch, ending):
    monkeypatch.setattr(heic, "CHILD", (sys.executable, "-c", f"import os; {ending}"))

    with pytest.raises(BadPicture, match="打不开"):
        read_paper_file(HEIC)


# Each of them is a process.
@settings(max_examples=30)
@given(place=some.integers(12, len(HEIC) - 1), byte=some.integers(0, 255))
def test_whatever_is_damaged_is_a_picture_or_refused(place, byte):
    damaged = HEIC[:place] + bytes([byte]) + HEIC[place + 1 :]
    try:
        kept = read_paper_file(damaged)
    except BadPicture:
        return

    assert kept.media_type == "image/jpeg"
