"""截取监控: the camera of the classroom gives evidence of a check that runs, like a screenshot (R06, R39)."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from sqlalchemy import select

from tests.factories import an_institution, at
from tests.training.checks.checking import CITY, DISTRICT, SCHOOL, enrol, register_staff
from tests.webapp.checks.inspecting import a_photo, an_inspector, how_many, words
from tests.webapp.conftest import TUESDAY
from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.retire_camera import retire_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.terms import CameraTrouble
from training.checks.views.export_check import export_check
from training.ports.cameras import CameraAccess, CameraFailed
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.stills import CameraStill
from training.staff.views.find_staff import find_staff
from webapp.web.house import KEY

ACCESS = CameraAccess("http://192.0.2.7/snap.jpg", "viewer", "hunter2")


@dataclass
class OneCamera:
    """Gives this picture, or fails as the test says."""

    content: bytes
    fails: CameraTrouble | None = None

    def still(self, camera: CameraAccess) -> bytes:
        assert camera == ACCESS
        if self.fails is not None:
            raise CameraFailed(self.fails)
        return self.content


@pytest.fixture
def camera(world):
    """The one of the class that is checked."""
    made = OneCamera(a_photo("blue", (640, 360)))
    world.app.extensions[KEY] = replace(world.app.extensions[KEY], cameras=made)
    return made


@pytest.fixture
def inspector(world, camera):
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-9", 4)
        staff = find_staff(session, CITY)
        own = add_camera(
            session, staff, CameraDraft(an_institution(session), "实训室 1", ACCESS), now=world.now
        )
        use_camera(session, staff, own.id, class_id, is_used=True, now=world.now)
    return an_inspector(world, class_id)


def test_a_still_is_evidence_of_the_check_with_its_camera_its_moment_and_its_hash(world, inspector, camera):
    answer = inspector.send("/still")

    assert answer.location.endswith("did=still")
    with world.database.reading() as session:
        kept = session.scalars(select(Evidence)).one()
        still = session.scalars(select(CameraStill)).one()
    digest, ten = sha256(camera.content).hexdigest(), at(TUESDAY, "10:00")
    assert (kept.source, kept.received_by, kept.sha256) == ("监控", CITY, digest)
    assert (still.evidence_id, still.class_room, still.taken_at) == (kept.id, "实训室 1", ten)
    assert world.app.extensions[KEY].files.get(kept.original_key) == camera.content


def test_the_record_the_page_and_the_export_say_that_a_camera_gave_it(world, inspector):
    inspector.send("/still")

    (picture,) = inspector.see().pictures
    for path in (f"/pictures/{picture.evidence_id}", "/record"):
        assert "监控截取：实训室 1的摄像机 2026-03-03 10:00:00" in words(inspector.open(path))
    with world.database.reading() as session:
        own = session.scalars(select(SpotCheck)).one()
        (told,) = export_check(session, own, now=world.now)["evidence"]
    assert told["source"] == "监控"
    assert told["still"]["class_room"] == "实训室 1"
    assert told["still"]["taken_at"] == "2026-03-03T02:00:00+00:00"
    assert "hunter2" not in json.dumps(told)
    assert "192.0.2.7" not in json.dumps(told)


def test_a_photo_that_somebody_sends_says_nothing_of_a_camera(world, inspector):
    inspector.bring(a_photo())

    (picture,) = inspector.see().pictures
    assert "监控截取" not in words(inspector.open(f"/pictures/{picture.evidence_id}"))
    with world.database.reading() as session:
        (told,) = export_check(session, session.scalars(select(SpotCheck)).one(), now=world.now)["evidence"]
    assert "still" not in told


@pytest.mark.parametrize(("everybody", "panoramas"), [("", 0), ("yes", 1)])
def test_a_still_is_the_panorama_where_the_inspector_says_so(inspector, everybody, panoramas):
    inspector.send("/still", everybody=everybody)

    assert inspector.see().facts.panoramas == panoramas


@pytest.mark.parametrize("trouble", CameraTrouble)
def test_a_camera_that_gives_nothing_is_refused_with_why(world, inspector, camera, trouble):
    camera.fails = trouble

    answer = inspector.send("/still")

    assert answer.status_code == 409
    assert f"没有取到画面：{trouble.value}" in words(answer)
    assert how_many(world, Evidence) == 0


def test_what_is_no_picture_is_no_evidence(world, inspector, camera):
    camera.content = b"<html>login</html>"

    assert inspector.send("/still").status_code == 422
    assert how_many(world, Evidence) == 0


def test_a_class_without_a_camera_is_refused_with_what_else_can_be_done(world, inspector):
    with world.database.writing() as session:
        staff = find_staff(session, CITY)
        retire_camera(session, staff, 1, "拆走了", now=world.now)

    answer = inspector.send("/still")

    assert answer.status_code == 409
    assert "没有指定摄像机" in words(answer)
    assert "拍照或上传截图" in words(answer)


def test_a_form_that_is_sent_twice_takes_one_still(world, inspector, camera):
    inspector.send("/still", key="once")
    camera.content = a_photo("green", (640, 360))
    inspector.send("/still", key="once")

    assert how_many(world, Evidence) == 1


def test_the_very_same_picture_again_is_the_same_evidence(world, inspector):
    for _ in range(2):
        inspector.send("/still")

    assert (how_many(world, Evidence), how_many(world, CameraStill)) == (1, 1)


def test_after_the_check_has_ended_nothing_is_taken(world, inspector):
    inspector.everything_needed()
    inspector.send("/end")

    assert inspector.send("/still").status_code == 409
    assert how_many(world, CameraStill) == 0


@pytest.mark.parametrize(("who", "status"), [(DISTRICT, 403), (SCHOOL, 404)])
def test_only_the_level_that_checks_takes_a_still(inspector, who, status):
    other = replace(inspector, who=who)

    assert other.send("/still").status_code == status
