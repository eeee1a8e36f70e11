"""Pictures of checks lie sealed; those of before are read as they lie, and the key says which is which."""

import pytest

from training.ports.files import StoreUnavailable
from training.vault import Vault
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.pictures import PictureStore

SEALED, OPEN = "pictures/original/ab/1.jpg", "original/ab/1.jpg"
CONTENT = b"\xff\xd8\xffpicture"


@pytest.fixture
def folder(tmp_path) -> FolderStore:
    return FolderStore(tmp_path)


@pytest.fixture
def pictures(folder) -> PictureStore:
    return PictureStore(folder, Vault(b"d" * 32, b"i" * 32))


def test_what_is_put_can_be_read_here_and_not_from_the_disk(pictures, folder):
    pictures.put(SEALED, CONTENT, "image/jpeg")

    assert pictures.get(SEALED) == CONTENT
    assert CONTENT not in folder.get(SEALED)


def test_one_of_before_is_read_as_it_lies(pictures, folder):
    folder.put(OPEN, CONTENT, "image/jpeg")

    assert pictures.get(OPEN) == CONTENT


def test_who_read_its_row_just_before_it_was_sealed_still_gets_it(pictures):
    pictures.put(SEALED, CONTENT, "image/jpeg")

    assert pictures.get(OPEN) == CONTENT


def test_nothing_new_is_put_where_it_would_lie_open(pictures, folder):
    with pytest.raises(StoreUnavailable, match="would lie open"):
        pictures.put(OPEN, CONTENT, "image/jpeg")

    with pytest.raises(StoreUnavailable):
        folder.get(OPEN)


@pytest.mark.parametrize("laid", [CONTENT, b""])
def test_a_file_that_somebody_laid_there_unsealed_is_never_shown(pictures, folder, laid):
    folder.put(SEALED, laid, "image/jpeg")

    with pytest.raises(StoreUnavailable, match="other key, or damaged"):
        pictures.get(SEALED)


def test_a_sealed_picture_does_not_pass_for_another(pictures, folder):
    pictures.put(SEALED, CONTENT, "image/jpeg")
    folder.put("pictures/original/ab/2.jpg", folder.get(SEALED), "image/jpeg")

    with pytest.raises(StoreUnavailable, match="other key, or damaged"):
        pictures.get("pictures/original/ab/2.jpg")


@pytest.mark.parametrize("key", [SEALED, OPEN])
def test_either_can_be_removed(pictures, folder, key):
    folder.put(key, CONTENT, "image/jpeg")

    pictures.remove(key)

    with pytest.raises(StoreUnavailable):
        folder.get(key)
