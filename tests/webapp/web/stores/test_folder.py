"""Evidence in a folder: whole or not at all, never overwritten."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from training.ports.files import FoundFile, StoreUnavailable
from webapp.web.stores.folder import FolderStore

KEY = "original/ab/abcd.png"
LONG_AGO = datetime(2026, 3, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def put_long_ago(folder: Path) -> FolderStore:
    store = FolderStore(folder)
    store.put(KEY, b"picture", "image/png")
    os.utime(folder / KEY, (LONG_AGO.timestamp(),) * 2)
    return store


def test_what_was_put_comes_back(tmp_path):
    store = FolderStore(tmp_path / "evidence")

    store.put(KEY, b"picture", "image/png")

    assert store.get(KEY) == b"picture"


def test_a_key_that_is_there_stays_as_it_is(tmp_path):
    store = FolderStore(tmp_path)
    store.put(KEY, b"first", "image/png")

    store.put(KEY, b"second", "image/png")

    assert store.get(KEY) == b"first"


def test_no_other_user_of_the_machine_reads_it_and_no_draft_is_left(tmp_path):
    FolderStore(tmp_path).put(KEY, b"picture", "image/png")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path) for path in files] == [Path(KEY)]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_of_many_who_write_at_once_one_is_kept_whole(tmp_path):
    store, contents = FolderStore(tmp_path), [bytes([number]) * 100_000 for number in range(8)]

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda content: store.put(KEY, content, "image/png"), contents))

    assert store.get(KEY) in contents
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_that_is_lost_is_told_as_unavailable(tmp_path):
    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path).get(KEY)


def test_a_folder_that_cannot_be_written_is_told_as_unavailable(tmp_path):
    (tmp_path / "evidence").write_text("in the way")

    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path / "evidence").put(KEY, b"picture", "image/png")


def test_it_tells_what_it_has_and_since_when(tmp_path):
    store = put_long_ago(tmp_path)
    store.put("claims/abc.jpg", b"paper", "image/jpeg")

    assert list(store.files(["original", "statistics"])) == [FoundFile(KEY, LONG_AGO)]
    assert len(list(store.files(["original", "claims"]))) == 2
    assert list(FolderStore(tmp_path / "nothing yet").files(["original"])) == []


@pytest.mark.parametrize(("before", "is_removed"), [(LONG_AGO, False), (LONG_AGO + SECOND, True)])
def test_only_what_is_older_is_removed(tmp_path, before, is_removed):
    store = put_long_ago(tmp_path)

    assert store.remove_older(KEY, before) is is_removed
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ([] if is_removed else [tmp_path / KEY])


def test_what_is_gone_already_is_not_removed(tmp_path):
    assert FolderStore(tmp_path).remove_older(KEY, LONG_AGO) is False


def test_what_is_put_again_is_as_if_put_now(tmp_path):
    store = put_long_ago(tmp_path)

    store.put(KEY, b"picture", "image/png")

    assert store.remove_older(KEY, LONG_AGO + SECOND) is False
    assert store.get(KEY) == b"picture"


def test_what_is_put_again_while_it_is_swept_away_is_there_afterwards(tmp_path):
    for turn in range(100):
        store, together = put_long_ago(tmp_path / str(turn)), Barrier(2)

        def put_again(store: FolderStore = store, together: Barrier = together) -> None:
            together.wait()
            store.put(KEY, b"picture", "image/png")

        def sweep(store: FolderStore = store, together: Barrier = together) -> None:
            together.wait()
            store.remove_older(KEY, LONG_AGO + SECOND)

        with ThreadPoolExecutor(2) as both:
            for done in [both.submit(put_again), both.submit(sweep)]:
                done.result()
        assert store.get(KEY) == b"picture"


def test_what_is_replaced_is_whole_and_leaves_no_draft(tmp_path):
    store = put_long_ago(tmp_path)

    store.replace(KEY, b"the same in another form")

    assert store.get(KEY) == b"the same in another form"
    assert [each.name for each in (tmp_path / KEY).parent.iterdir()] == [Path(KEY).name]
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600


def test_what_cannot_be_replaced_stays_as_it_was(tmp_path):
    store = put_long_ago(tmp_path)

    with pytest.raises(StoreUnavailable):
        store.replace("original/nowhere/abcd.png", b"new")

    assert store.get(KEY) == b"picture"
