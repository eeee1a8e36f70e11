"""Files that an older key sealed are sealed by the wanted one; what was never sealed is left alone."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from training.ports.files import StoreUnavailable
from training.vault import KeysBefore, Vault
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.resealing import count_files, reseal_files
from webapp.web.stores.sealed import SealedStore

OLD, NEXT = Vault(b"d" * 32, b"i" * 32), Vault(b"n" * 32, b"i" * 32, before=KeysBefore(data=(b"d" * 32,)))
ALONE = Vault(b"n" * 32, b"i" * 32)
FOLDERS = ("original", "claims")


def test_sealed_files_of_both_forms_are_sealed_anew_and_pictures_stay(tmp_path):
    store = FolderStore(tmp_path)
    SealedStore(store, OLD).put("claims/new-form", b"paper", "image/jpeg")
    headless = b"n" * 12 + AESGCM(b"d" * 32).encrypt(b"n" * 12, b"older paper", b"claims/old-form")
    store.put("claims/old-form", headless, "image/jpeg")
    store.put("original/picture", b"\x89PNG of a room", "image/png")

    done = reseal_files(store, NEXT, FOLDERS, lambda so_far: None)

    assert (done.files, done.looked_at, done.unread) == (2, 3, 0)
    assert SealedStore(store, ALONE).get("claims/new-form") == b"paper"
    assert SealedStore(store, ALONE).get("claims/old-form") == b"older paper"
    assert store.get("original/picture") == b"\x89PNG of a room"


def test_a_second_run_finds_nothing_to_do(tmp_path):
    store = FolderStore(tmp_path)
    SealedStore(store, OLD).put("claims/paper", b"paper", "image/jpeg")
    reseal_files(store, NEXT, FOLDERS, lambda so_far: None)
    before = store.get("claims/paper")

    done = reseal_files(store, NEXT, FOLDERS, lambda so_far: None)

    assert (done.files, store.get("claims/paper")) == (0, before)


def test_a_file_that_is_gone_when_it_is_looked_at_is_told(tmp_path):
    class Purged(FolderStore):
        def get(self, key: str) -> bytes:
            self.remove(key)
            return super().get(key)

    store = Purged(tmp_path)
    SealedStore(store, OLD).put("claims/paper", b"paper", "image/jpeg")

    done = reseal_files(store, NEXT, FOLDERS, lambda so_far: None)

    assert (done.files, done.unread) == (0, 1)
    with pytest.raises(StoreUnavailable):
        store.get("claims/paper")


def test_files_are_counted_by_the_key_that_their_head_names(tmp_path):
    store = FolderStore(tmp_path)
    SealedStore(store, OLD).put("claims/old", b"paper", "image/jpeg")
    SealedStore(store, ALONE).put("claims/new", b"paper", "image/jpeg")
    store.put("original/picture", b"\x89PNG of a room", "image/png")

    assert count_files(store, [OLD.wanted.data, ALONE.wanted.data, "0" * 16], FOLDERS) == {
        OLD.wanted.data: 1,
        ALONE.wanted.data: 1,
        "0" * 16: 0,
    }


def test_another_key_opens_no_file(tmp_path):
    store = SealedStore(FolderStore(tmp_path), OLD)
    store.put("claims/paper", b"paper", "image/jpeg")

    with pytest.raises(StoreUnavailable, match="other key, or damaged"):
        SealedStore(FolderStore(tmp_path), ALONE).get("claims/paper")
