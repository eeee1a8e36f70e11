"""The pictures of a check: for those who may see the check, without EXIF, and kept by nobody on the way."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
    a_picture,
    enrol,
    register_staff,
)
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff
from webapp.web.house import KEY


@pytest.fixture
def kept(world):
    """A running check with one picture, whose bytes lie in the store."""
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 4)
    checking = Checking(world.database, class_id)
    checking.start()
    picture = a_picture()
    store = world.app.extensions[KEY].files
    for key, content in ((picture.original_key, picture.original), (picture.served_key, picture.served)):
        store.put(key, content, picture.media_type)
    world.evidence_id = checking.keep().pictures[0].evidence_id
    return world


def staff_client(world, who: str):
    with world.database.writing() as session:
        make_link(session, find_staff(session, who), "/desk", token=f"link of {who}", now=world.now)
        enter_by_link(session, f"link of {who}", session_token=f"session of {who}", now=world.now)
    client = world.client()
    with client.session_transaction() as session:
        session["staff_token"] = f"session of {who}"
    return client


def get(world, who: str):
    return staff_client(world, who).get(f"/desk/evidence/{world.evidence_id}")


@pytest.mark.parametrize("who", [CITY, DISTRICT, AUDITOR])
def test_those_who_may_see_the_check_see_its_picture(who, kept):
    answer = get(kept, who)

    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.data == a_picture().served
    assert Image.open(BytesIO(answer.data)).size == (64, 48)


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_for_others_it_is_not_there(who, kept):
    client = staff_client(kept, who)

    for evidence_id in (kept.evidence_id, uuid4()):
        assert client.get(f"/desk/evidence/{evidence_id}").status_code == 404


def test_without_a_session_one_is_sent_to_the_entry(kept):
    answer = kept.client().get(f"/desk/evidence/{kept.evidence_id}")

    assert (answer.status_code, answer.location) == (303, "/desk/enter")


def test_a_trainee_is_no_member_of_staff(kept):
    assert kept.signed_in().get(f"/desk/evidence/{kept.evidence_id}").status_code == 303


def test_nobody_on_the_way_keeps_it_and_no_browser_takes_it_for_a_page(kept):
    headers = get(kept, CITY).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "inline"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_store_that_has_lost_the_picture_is_an_apology_and_no_trace(kept, tmp_path):
    for path in (tmp_path / "evidence").rglob("*.png"):
        path.unlink()

    answer = get(kept, CITY)

    assert answer.status_code == 503
    assert "系统暂时不可用" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["not-an-id", "../../etc/passwd", "%2e%2e%2fsecrets.env"])
def test_only_ids_lead_anywhere(path, kept):
    assert staff_client(kept, CITY).get(f"/desk/evidence/{path}").status_code == 404
