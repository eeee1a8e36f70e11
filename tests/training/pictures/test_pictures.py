"""Section 5 of the check: pictures are told by their content, and shown without what is hidden in them."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from training.notice.clock import SHANGHAI
from training.pictures.drawing import SERVED_LONGEST
from training.pictures.pictures import MOST_PIXELS, BadPicture, read_picture

MB = 2**20
ORIENTATION = ExifTags.Base.Orientation


def a_file(form: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    content = BytesIO()
    Image.new(mode, size, **({"color": "red"} if mode in ("RGB", "RGBA") else {})).save(content, form, **more)
    return content.getvalue()


def an_exif(**details: object) -> Image.Exif:
    """Of a camera: details by their EXIF names; latitude and longitude as three parts."""
    exif = Image.Exif()
    place = {ExifTags.GPS[name]: value for name, value in details.items() if name.startswith("GPS")}
    named = {ExifTags.Base[name]: value for name, value in details.items() if not name.startswith("GPS")}
    exif.get_ifd(ExifTags.IFD.Exif).update({k: v for k, v in named.items() if k != ORIENTATION})
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    if ORIENTATION in named:
        exif[ORIENTATION] = named[ORIENTATION]
    return exif


HERE = {
    "GPSLatitudeRef": "N",
    "GPSLatitude": (40.0, 39.0, 30.0),
    "GPSLongitudeRef": "E",
    "GPSLongitude": (109.0, 50.0, 24.0),
}


@pytest.mark.parametrize(
    ("form", "mode", "media_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("MPO", "RGB", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("WEBP", "RGBA", "image/webp"),
    ],
)
def test_what_phones_and_screens_send_is_read_by_its_content(form, mode, media_type):
    content = a_file(form, mode)

    picture = read_picture(content, MB)

    assert (picture.media_type, picture.width, picture.height) == (media_type, 64, 48)
    assert (picture.original, picture.sha256) == (content, sha256(content).hexdigest())
    assert Image.open(BytesIO(picture.served)).size == (64, 48)


def test_a_picture_of_two_frames_is_shown_as_its_first():
    content = BytesIO()
    first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")
    first.save(content, "MPO", save_all=True, append_images=[second])

    served = Image.open(BytesIO(read_picture(content.getvalue(), MB).served))

    assert (served.format, getattr(served, "n_frames", 1)) == ("JPEG", 1)
    assert served.getpixel((1, 1))[0] > 200


def test_keys_are_made_from_the_hash_of_the_original():
    picture = read_picture(a_file("PNG"), MB)

    assert picture.original_key == f"pictures/original/{picture.sha256[:2]}/{picture.sha256}.png"
    assert picture.served_key == f"pictures/served/{picture.sha256[:2]}/{picture.sha256}.png"


def test_time_and_place_are_told_apart_and_are_not_in_the_copy_that_is_shown():
    exif = an_exif(DateTimeOriginal="2026:03:02 09:15:00", **HERE)

    picture = read_picture(a_file(exif=exif), MB)

    assert picture.taken_at == datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
    assert picture.taken_place == "40.658333,109.840000"
    assert b"2026:03:02" in picture.original
    assert b"2026:03:02" not in picture.served
    assert dict(Image.open(BytesIO(picture.served)).getexif()) == {}


def test_a_time_with_a_zone_of_its_own_is_read_in_it():
    exif = an_exif(DateTimeOriginal="2026:03:02 09:15:00", OffsetTimeOriginal="+09:00")

    assert read_picture(a_file(exif=exif), MB).taken_at == datetime(2026, 3, 2, 0, 15, tzinfo=UTC)


def test_a_time_without_a_zone_is_one_of_shanghai():
    exif = an_exif(DateTimeOriginal="2026:03:02 09:15:00")

    assert read_picture(a_file(exif=exif), MB).taken_at == datetime(2026, 3, 2, 9, 15, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"DateTimeOriginal": ""},
        {"DateTimeOriginal": "    :  :     :  :  "},
        {"DateTimeOriginal": "2026-03-02 09:15"},
        {"DateTimeOriginal": "2026:13:40 99:99:99"},
        {"DateTimeOriginal": "2026:03:02 09:15:00", "OffsetTimeOriginal": "east"},
        {"GPSLatitude": (40.0,), "GPSLongitude": (109.0, 0.0, 0.0)},
        {**HERE, "GPSLatitude": (400.0, 0.0, 0.0)},
    ],
)
def test_what_a_camera_noted_wrongly_is_as_good_as_nothing(details):
    picture = read_picture(a_file(exif=an_exif(**details)), MB)

    assert (picture.taken_at, picture.taken_place) == (None, "")


def test_the_south_and_the_west_are_negative():
    exif = an_exif(**{**HERE, "GPSLatitudeRef": "S", "GPSLongitudeRef": "W"})

    assert read_picture(a_file(exif=exif), MB).taken_place == "-40.658333,-109.840000"


def test_a_picture_is_shown_upright_and_no_larger_than_a_phone_needs():
    content = a_file(size=(4000, 1000), exif=an_exif(Orientation=6))

    picture = read_picture(content, 10 * MB)

    assert (picture.width, picture.height) == (4000, 1000)
    assert Image.open(BytesIO(picture.served)).size == (SERVED_LONGEST // 4, SERVED_LONGEST)


@pytest.mark.parametrize(("bytes_more", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_a_picture_that_is_too_large_is_refused(bytes_more, is_refused):
    content = a_file("PNG")
    content += b"\0" * (2 * MB + bytes_more - len(content))

    if is_refused:
        with pytest.raises(BadPicture, match="最多 2 MB；请压缩后再发"):
            read_picture(content, 2 * MB)
    else:
        assert read_picture(content, 2 * MB).width == 64


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that would unfold to width times height."""
    small = bytearray(a_file("PNG", "L", (1, 1)))
    small[16:20], small[20:24] = width.to_bytes(4, "big"), height.to_bytes(4, "big")

    small[29:33] = crc32(small[12:29]).to_bytes(4, "big")
    return bytes(small)


@pytest.mark.parametrize(("width", "height"), [(8000, 6501), (20_000, 6000), (60_000, 60_000)])
def test_a_small_file_that_would_unfold_to_gigabytes_is_refused_before_it_does(width, height):
    assert width * height > MOST_PIXELS

    with pytest.raises(BadPicture, match="最多 5200 万像素"):
        read_picture(a_png_that_claims(width, height), MB)


def test_a_heic_of_an_iphone_is_refused_with_the_way_out():
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100

    with pytest.raises(BadPicture, match="“兼容性最佳”"):
        read_picture(heic, MB)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"GIF89a" + b"\0" * 50,
        a_file("GIF", "P"),
        a_file("BMP"),
        a_file("TIFF"),
        b"MZ" + b"\0" * 100,
    ],
)
def test_what_is_no_jpeg_png_or_webp_is_refused(content):
    with pytest.raises(BadPicture, match="请发 JPG、PNG 或 WebP"):
        read_picture(content, MB)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_did_not_arrive_whole_is_refused(form):
    content = BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(content, form)

    with pytest.raises(BadPicture):
        read_picture(content.getvalue()[: len(content.getvalue()) // 2], MB)


# Pillow warns of damaged EXIF in passing; in these tests a warning would be an error.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_bytes_are_a_picture_or_a_refusal_and_never_a_fault(data):
    content = bytearray(data.draw(st.sampled_from([WITH_EXIF, a_file("PNG"), a_file("WEBP")])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        picture = read_picture(bytes(content), MB)
    except BadPicture:
        return
    served = Image.open(BytesIO(picture.served))
    served.load()
    assert max(served.size) <= SERVED_LONGEST
    assert dict(served.getexif()) == {}


WITH_EXIF = a_file(exif=an_exif(DateTimeOriginal="2026:03:02 09:15:00", **HERE))


@pytest.mark.filterwarnings("ignore::UserWarning")
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(content):
    said, kept = "", content
    try:
        kept = read_picture(content, MB).original
    except BadPicture as refusal:
        said = str(refusal)

    assert kept == content
    assert said == "" or said.endswith("。")
