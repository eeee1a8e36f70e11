"""Pictures of checks are sealed; those of before are read as they lie until they have been sealed too."""

from contextlib import nullcontext

from training.pictures.pictures import SEALED_FOLDER
from training.ports.files import PaperStore, StoreUnavailable
from training.vault import Vault
from webapp.web.stores.sealed import Look, SealedStore


class PictureStore:
    """The key says whether a file is sealed: one that must be and is not is never shown."""

    def __init__(self, store: PaperStore, vault: Vault, look: Look = nullcontext):
        self._store = store
        self._sealed = SealedStore(store, vault, look)

    def put(self, key: str, content: bytes, media_type: str) -> None:
        if not _is_sealed(key):
            raise StoreUnavailable(f"{key} would lie open")
        self._sealed.put(key, content, media_type)

    def get(self, key: str) -> bytes:
        if _is_sealed(key):
            return self._sealed.get(key)
        try:
            return self._store.get(key)
        except StoreUnavailable:
            # It was sealed between the look at its row and now.
            return self._sealed.get(f"{SEALED_FOLDER}/{key}")

    def remove(self, key: str) -> None:
        self._store.remove(key)


def _is_sealed(key: str) -> bool:
    return key.startswith(f"{SEALED_FOLDER}/")
