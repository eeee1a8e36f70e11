"""HEIC photos of iPhones: read as JPEG where the reader is installed, told how to send them where not."""

import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from training.files import heic
from training.files.paper_files import read_paper_file
from training.files.pictures import BadPicture

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
