"""However many look, a camera is asked once in so many seconds, and what it showed is gone minutes later."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from tests.factories import MONDAY, at
from tests.notifications.conftest import until
from tests.patience import PATIENCE
from tests.webapp.checks.inspecting import a_photo
from training.cameras.terms import CameraTrouble
from training.ports.cameras import CameraAccess, CameraFailed
from training.vault import Vault
from webapp.cameras.shots import FORGET, Shots
from webapp.cameras.stills import Stills

NINE = at(MONDAY, "09:00")
GOOD_FOR = timedelta(seconds=60)
ACCESS = CameraAccess("http://192.0.2.7/snap.jpg")
VAULT = Vault(b"d" * 32, b"i" * 32)


@dataclass
class SlowCamera:
    """Gives its picture when the test lets it."""

    content: bytes = field(default_factory=a_photo)
    may_answer: Event = field(default_factory=Event)
    asked: int = 0
    fails: CameraFailed | None = None

    def still(self, camera: CameraAccess) -> bytes:
        self.asked += 1
        assert self.may_answer.wait(PATIENCE)
        if self.fails is not None:
            raise self.fails
        return self.content


@dataclass
class Wall:
    """Two processes of the web that share one folder, at a time that stands still."""

    folder: Path
    camera: SlowCamera
    now: datetime = NINE

    def process(self) -> Stills:
        return Stills(self.camera, Shots(self.folder, VAULT), lambda: self.now, GOOD_FOR)


@pytest.fixture
def wall(tmp_path):
    made = Wall(tmp_path / "stills", SlowCamera())
    made.camera.may_answer.set()
    yield made
    made.camera.may_answer.set()


def settled(stills: Stills) -> None:
    until(lambda: stills.is_idle)


def test_the_first_look_waits_for_nobody_and_the_next_sees_the_picture(wall):
    stills = wall.process()
    wall.camera.may_answer.clear()

    assert stills.latest(1, ACCESS) is None

    wall.camera.may_answer.set()
    settled(stills)
    shot = stills.latest(1, ACCESS)
    assert shot.taken_at == NINE
    assert shot.large.startswith(b"\xff\xd8")
    assert shot.small.startswith(b"\xff\xd8")


def test_a_hundred_who_look_at_once_have_the_camera_asked_once(wall):
    stills = wall.process()
    wall.camera.may_answer.clear()

    for _ in range(100):
        stills.latest(1, ACCESS)
    wall.camera.may_answer.set()
    settled(stills)

    assert wall.camera.asked == 1


@pytest.mark.parametrize(("seconds", "asked"), [(59, 1), (60, 2), (61, 2)])
def test_a_still_is_good_for_the_seconds_of_the_setting(wall, seconds, asked):
    stills = wall.process()
    stills.latest(1, ACCESS)
    settled(stills)

    wall.now = NINE + timedelta(seconds=seconds)
    assert stills.latest(1, ACCESS).taken_at == NINE
    settled(stills)

    assert wall.camera.asked == asked
    assert stills.latest(1, ACCESS).taken_at == (NINE if asked == 1 else wall.now)


def test_what_one_process_was_given_the_other_shows(wall):
    one, other = wall.process(), wall.process()
    one.latest(1, ACCESS)
    settled(one)

    assert other.latest(1, ACCESS).taken_at == NINE
    settled(other)
    assert wall.camera.asked == 1


def test_while_one_process_asks_the_other_does_not(wall):
    one, other = wall.process(), wall.process()
    wall.camera.may_answer.clear()
    one.latest(1, ACCESS)
    until(lambda: wall.camera.asked)

    other.latest(1, ACCESS)
    settled(other)
    wall.camera.may_answer.set()
    settled(one)

    assert wall.camera.asked == 1


def test_each_camera_is_asked_for_itself(wall):
    stills = wall.process()

    for key in (1, 2):
        stills.latest(key, ACCESS)
    settled(stills)

    assert wall.camera.asked == 2


def test_why_there_is_no_picture_is_kept_as_long_so_that_a_dead_camera_is_not_asked_by_everybody(wall):
    wall.camera.fails = CameraFailed(CameraTrouble.SLOW)
    stills = wall.process()
    stills.latest(1, ACCESS)
    settled(stills)

    shot = stills.latest(1, ACCESS)

    assert (shot.large, shot.trouble.partition("，")[0]) == (b"", "摄像机没有及时应答")
    assert wall.camera.asked == 1


@pytest.mark.parametrize("content", [b"", b"<html>login</html>", a_photo()[:200]])
def test_what_is_no_picture_is_said_to_be_none(wall, content):
    wall.camera.content = content
    stills = wall.process()
    stills.latest(1, ACCESS)
    settled(stills)

    assert stills.latest(1, ACCESS).trouble.startswith("给出的不是照片")


def test_a_fault_of_a_camera_ends_no_thread_and_leaves_its_place(wall):
    wall.camera.content = None
    stills = wall.process()

    for expected in (1, 2):
        stills.latest(1, ACCESS)
        settled(stills)
        assert wall.camera.asked == expected
        wall.camera.content = a_photo()

    assert stills.latest(1, ACCESS).large


def test_nothing_that_lies_on_the_disk_can_be_seen_without_the_key(wall):
    stills = wall.process()
    stills.latest(1, ACCESS)
    settled(stills)
    shot = stills.latest(1, ACCESS)

    (file,) = wall.folder.glob("*.shot")
    assert shot.small not in file.read_bytes()
    assert b"\xff\xd8\xff" not in file.read_bytes()
    assert Shots(wall.folder, Vault(b"x" * 32, b"i" * 32)).read(1, NINE) is None


def test_of_a_process_that_was_killed_while_it_wrote_nothing_is_left_after_the_next_start(wall):
    wall.folder.mkdir()
    (wall.folder / "7.4711.part").write_bytes(b"half of a sealed picture")
    (wall.folder / "8.shot").write_bytes(b"a sealed picture")

    Shots(wall.folder, VAULT).clear()

    assert list(wall.folder.iterdir()) == []


@pytest.mark.parametrize(("seconds", "is_there"), [(-1, True), (0, False), (1, False)])
def test_after_five_minutes_a_still_is_gone_also_where_nobody_looks(wall, seconds, is_there):
    stills, shots = wall.process(), Shots(wall.folder, VAULT)
    stills.latest(1, ACCESS)
    settled(stills)
    then = NINE + FORGET + timedelta(seconds=seconds)

    assert (shots.read(1, then) is not None) is is_there
    assert shots.forget(then) is is_there
    assert [each.name for each in wall.folder.glob("*.shot")] == (["1.shot"] if is_there else [])
    assert timedelta(minutes=5) == FORGET
