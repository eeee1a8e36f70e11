"""A hundred who look at the wall cost a camera one call, and cameras that are dead cost nobody anything."""

from dataclasses import dataclass, field, replace
from threading import Event

import pytest

from tests.factories import a_class, at
from tests.notifications.conftest import until
from tests.patience import PATIENCE
from tests.webapp.cameras.camera_server import CameraServer, a_camera_at_a_wire
from tests.webapp.checks.inspecting import a_photo, staff_client
from tests.webapp.conftest import TUESDAY, a_world
from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.terms import CameraTrouble
from training.notice.terms import Role
from training.ports.cameras import CameraAccess, CameraFailed
from training.staff.acts.add_staff import add_staff
from webapp.cameras.stills import stills_of
from webapp.web.house import KEY

WHO, CLASSES, WATCHERS, PAGES = "王主任", 4, 100, 10
WALL = "/desk/panorama"


@pytest.fixture
def camera():
    with a_camera_at_a_wire(CameraServer(a_photo(size=(640, 360)))) as served:
        yield served


@pytest.fixture
def classes():
    return []


@pytest.fixture
def world(tmp_path, migrated_sqlite, camera, classes):
    """Some classes in their lesson, each before a camera of its own at the same wire."""
    path = tmp_path / "wall.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    made = a_world(f"sqlite:///{path}", tmp_path, CAMERA_SOURCE="http", CAMERA_NETWORKS="127.0.0.1/32")
    with made.database.writing() as session:
        staff = add_staff(session, WHO, Role.CITY, None, None, now=made.now)
        for number in range(CLASSES):
            own = a_class(session, f"BT-{number}")
            access = CameraAccess(f"{camera.address}/{number}", camera.account, camera.password)
            kept = add_camera(session, staff, CameraDraft(own.institution, "教室", access), now=made.now)
            use_camera(session, staff, kept.id, own.public_id, is_used=True, now=made.now)
            classes.append(own.public_id)
    made.now = at(TUESDAY, "10:00")
    yield made
    made.database.close()


@dataclass
class DeadCameras:
    """None answers before it is told to."""

    over: Event = field(default_factory=Event)

    def still(self, camera: CameraAccess) -> bytes:
        assert self.over.wait(PATIENCE)
        raise CameraFailed(CameraTrouble.SLOW)


def test_a_hundred_watchers_cost_each_camera_one_call(world, camera, classes, figure):
    client, own = staff_client(world, WHO), "&".join(f"of={each}" for each in classes)

    answered = [client.get(f"{WALL}/state?{own}").status_code for _ in range(WATCHERS)]
    until(lambda: world.app.extensions[KEY].stills.is_idle)

    assert answered == [200] * WATCHERS
    asked = {path: camera.asked.count(path) for path in camera.asked}
    assert len(asked) == CLASSES
    assert set(asked.values()) == {1}
    assert client.get(WALL).text.count("<img ") == CLASSES
    figure(f"calls to a camera within its seconds while {WATCHERS} watch", "1", max(asked.values()))


def test_while_no_camera_answers_every_page_is_answered(world, figure):
    dead, house = DeadCameras(), world.app.extensions[KEY]
    stills = stills_of(house.settings, dead, world.database.vault, house.clock)
    world.app.extensions[KEY] = replace(house, cameras=dead, stills=stills)
    client = staff_client(world, WHO)

    answered = [client.get(path).status_code for path in (WALL, "/desk/cameras") * (PAGES // 2)]

    assert not stills.is_idle
    dead.over.set()
    assert answered == [200] * PAGES
    figure(f"pages answered of {PAGES} while every camera holds its answer", f"{PAGES}", answered.count(200))
