"""自动识别: a hint under the picture and beside the count, which decides nothing and may be missing."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image

from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    enrol,
    register_staff,
)
from tests.webapp.checks.inspecting import Inspector, a_photo, an_inspector, words
from training.checks.acts.evidence.record_faces import record_faces
from training.checks.acts.evidence.record_fault import record_fault
from training.checks.acts.evidence.take_uncounted import take_uncounted
from training.ports.faces import Box, CountedFaces

BOXES = tuple(Box(100 * place, 100, 60, 80, 90) for place in range(1, 6))


@pytest.fixture
def inspector(world) -> Inspector:
    """In a check of six, with one picture of 1600 × 1200."""
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 6)
    made = an_inspector(world, class_id)
    made.bring(a_photo(size=(1600, 1200)), everybody="yes")
    return made


def by(inspector: Inspector, who: str) -> Inspector:
    return Inspector(inspector.world, who, inspector.check_id, inspector.class_id)


def picture_of(inspector: Inspector) -> UUID:
    return inspector.see().pictures[0].evidence_id


def count(inspector: Inspector, faces: int = 5) -> None:
    """As the worker does."""
    with inspector.world.database.writing() as session:
        picture = take_uncounted(session, now=inspector.world.now)
        assert picture is not None
        record_faces(session, picture.key, CountedFaces(BOXES[:faces], "c 1", 9), now=inspector.world.now)


def fail(inspector: Inspector) -> None:
    with inspector.world.database.writing() as session:
        picture = take_uncounted(session, now=inspector.world.now)
        assert picture is not None
        record_fault(session, picture.key, "timeout", now=inspector.world.now)


@pytest.mark.parametrize("happens", [lambda inspector: None, fail])
def test_without_a_count_no_page_speaks_of_one(happens, inspector):
    happens(inspector)
    paths = ["", "/live", "/record", f"/pictures/{picture_of(inspector)}"]

    assert ["自动识别" in inspector.open(path).text for path in paths] == [False] * 4
    assert inspector.open(f"/pictures/{picture_of(inspector)}/faces").status_code == 404


def test_the_count_stands_under_the_picture_and_on_the_check(inspector):
    count(inspector)

    assert "自动识别 5 张人脸（仅供参考）" in words(inspector.open(f"/pictures/{picture_of(inspector)}"))
    assert "✓ 全景 自动识别 5" in words(inspector.open())
    assert "自动识别 5 张人脸（仅供参考）" in words(inspector.open())


def test_beside_the_inspectors_count_the_difference_is_shown_and_his_stays_the_recorded_one(inspector):
    count(inspector)
    inspector.send("/heads", heads="6")

    hint = "自动识别 5 张人脸，清点 6 人，相差 1（仅供参考，以清点为准）"
    for path in ("", "/live", "/record"):
        assert hint in words(inspector.open(path))
    assert "到课 6/6=100.0%" in words(inspector.open())


def test_whoever_has_the_page_open_gets_the_hint_when_it_comes(inspector):
    first = inspector.open("/live")
    count(inspector)

    again = inspector.open("/live", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "自动识别 5 张人脸" in words(again)


def test_that_no_face_was_found_is_said_without_an_empty_picture_of_boxes(inspector):
    count(inspector, faces=0)

    page = inspector.open(f"/pictures/{picture_of(inspector)}")

    assert "自动识别没有找到人脸（仅供参考）" in words(page)
    assert "/faces" not in page.text


@pytest.mark.parametrize("who", [CITY, DISTRICT, AUDITOR])
def test_those_who_may_see_the_picture_see_every_face_in_a_box(who, inspector):
    count(inspector)

    answer = by(inspector, who).open(f"/pictures/{picture_of(inspector)}/faces")

    shown = Image.open(BytesIO(answer.data))
    assert (answer.status_code, answer.content_type, shown.size) == (200, "image/jpeg", (1280, 960))
    # The left edge of the first box, at 100 of 1600 pixels, and a place beside it.
    assert shown.getpixel((79, 112))[1] > 150 > shown.getpixel((60, 112))[1]


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_for_others_there_is_no_such_picture(who, inspector):
    count(inspector)

    assert by(inspector, who).open(f"/pictures/{picture_of(inspector)}/faces").status_code == 404


def test_without_a_session_one_is_sent_to_the_entry(world, inspector):
    answer = world.client().get(f"/checks/{inspector.check_id}/pictures/{picture_of(inspector)}/faces")

    assert (answer.status_code, answer.location) == (303, "/desk/enter")


def test_a_picture_that_is_not_there_has_no_faces(inspector):
    assert inspector.open(f"/pictures/{uuid4()}/faces").status_code == 404


def test_nobody_on_the_way_keeps_the_picture_with_boxes(inspector):
    count(inspector)

    headers = inspector.open(f"/pictures/{picture_of(inspector)}/faces").headers

    assert headers["Cache-Control"] == "private, no-store"


def test_the_history_of_the_class_shows_the_count_under_the_picture(inspector):
    count(inspector)

    page = words(inspector.client.get(f"/checks/classes/{inspector.class_id}"))

    assert "✓ 全景 自动识别 5" in page
