"""Which of the boxes of a detector count as faces; a hint for whoever counts (R32, R38)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.faces import (
    COARSE_LONGEST,
    LARGEST_IN_FINE_LOOK,
    Look,
    closer_looks,
    faces_hint,
    first_looks,
    needs_closer_look,
    without_doubles,
)
from training.ports.faces import Box

lengths = st.integers(1, 4000)
sizes = st.integers(1, 400)
boxes = st.builds(Box, st.integers(-50, 2000), st.integers(-50, 2000), sizes, sizes, st.integers(0, 100))


def a_box(left: int = 0, top: int = 0, width: int = 100, height: int = 100, confidence: int = 90) -> Box:
    return Box(left, top, width, height, confidence)


def a_look(left: int = 0, top: int = 0, scale: float = 1.0, largest: int = 160) -> Look:
    return Look(left, top, 1000, 1000, scale, largest)


@pytest.mark.parametrize(("confidence", "counts"), [(59, False), (60, True), (61, True)])
def test_what_the_detector_is_not_sure_of_is_no_face(confidence, counts):
    assert bool(a_look().placed([a_box(confidence=confidence)])) is counts


@pytest.mark.parametrize(("width", "counts"), [(159, True), (160, True), (161, False)])
def test_a_fine_look_is_trusted_with_faces_of_its_size_only(width, counts):
    assert bool(a_look().placed([a_box(width=width)])) is counts


def test_what_was_found_in_an_enlarged_tile_is_placed_in_the_whole_picture():
    found = a_look(left=300, top=200, scale=2.0).placed([a_box(20, 40, 60, 80)])

    assert found == [Box(310, 220, 30, 40, 90)]


@pytest.mark.parametrize(("longest", "looks"), [(639, 1), (640, 1), (641, 2)])
def test_a_large_picture_is_looked_at_small_too_for_a_face_that_fills_it(longest, looks):
    assert len(first_looks(longest, 480)) == len(first_looks(480, longest)) == looks


def test_the_small_copy_is_as_wide_as_the_detector_sees_large_faces():
    _, small = first_looks(2560, 1440)

    assert small.size == (COARSE_LONGEST, 360)
    assert small.placed([a_box(width=600)])


@pytest.mark.parametrize(
    ("widths", "is_needed"),
    [([], True), ([39], True), ([40], False), ([41], False), ([10, 39, 80], True), ([10, 40, 80], False)],
)
def test_small_faces_or_none_are_looked_for_more_closely(widths, is_needed):
    assert needs_closer_look([a_box(width=width) for width in widths]) is is_needed


@given(lengths, lengths, st.data())
def test_the_tiles_cover_the_whole_picture_and_nothing_beside_it(width, height, data):
    looks = closer_looks(width, height)
    across, down = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))

    for look in looks:
        assert 0 <= look.left <= look.left + look.width <= width
        assert 0 <= look.top <= look.top + look.height <= height
    assert any(
        look.left <= across < look.left + look.width and look.top <= down < look.top + look.height
        for look in looks
    )


@given(st.integers(200, 4000), st.data())
def test_no_face_that_a_tile_is_trusted_with_is_cut_in_all_of_them(length, data):
    face = LARGEST_IN_FINE_LOOK // 2
    left = data.draw(st.integers(0, length - face))

    assert any(
        look.left <= left and left + face <= look.left + look.width for look in closer_looks(length, 300)
    )


@given(lengths, lengths)
def test_no_tile_needs_more_memory_than_the_detector_is_given(width, height):
    assert all(max(look.size) <= 2 * (960 + LARGEST_IN_FINE_LOOK) for look in closer_looks(width, height))


@pytest.mark.parametrize(("apart", "faces"), [(39, 1), (40, 1), (41, 2), (100, 2), (150, 2)])
def test_boxes_that_share_three_fifths_are_one_face(apart, faces):
    assert len(without_doubles([a_box(0), a_box(apart)])) == faces


def test_the_surer_box_of_a_face_stays():
    assert without_doubles([a_box(0, confidence=70), a_box(3, confidence=95)]) == (a_box(3, confidence=95),)


def test_half_a_face_at_the_edge_of_a_tile_is_the_whole_one_of_its_neighbour():
    whole, half = a_box(100, 100, 80, 100, 90), a_box(100, 100, 38, 100, 70)

    assert without_doubles([half, whole]) == (whole,)


@given(st.lists(boxes, max_size=30))
def test_faces_are_told_apart_in_whatever_order_they_were_found(found):
    faces = without_doubles(found)

    assert set(faces) <= set(found)
    assert bool(faces) is bool(found)
    assert without_doubles(reversed(found)) == faces
    assert without_doubles(faces) == faces


@pytest.mark.parametrize(
    ("faces", "counted", "words"),
    [
        (26, None, "自动识别 26 张人脸（仅供参考）"),
        (0, None, "自动识别没有找到人脸（仅供参考）"),
        (26, 25, "自动识别 26 张人脸，清点 25 人，相差 1（仅供参考，以清点为准）"),
        (24, 26, "自动识别 24 张人脸，清点 26 人，相差 2（仅供参考，以清点为准）"),
        (26, 26, "自动识别 26 张人脸，清点 26 人，一致（仅供参考，以清点为准）"),
        (0, 3, "自动识别没有找到人脸，清点 3 人，相差 3（仅供参考，以清点为准）"),
    ],
)
def test_the_hint_says_what_was_found_and_how_far_it_is_from_the_count(faces, counted, words):
    assert faces_hint(faces, counted) == words
