"""Evidence in a folder: whole or not at all, never overwritten."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from training.ports import StoreUnavailable
from webapp.stores.folder import FolderStore

KEY = "original/ab/abcd.png"


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
