"""Whatever is kept through this is encrypted at rest (with the installation's data key)."""

from cryptography.exceptions import InvalidTag

from training.ports.files import PaperStore, StoreUnavailable
from training.vault import Vault

SEALED = "application/octet-stream"


class SealedStore:
    """Each file is bound to its key, so that one person's paper cannot be passed off as another's."""

    def __init__(self, store: PaperStore, vault: Vault):
        self._store = store
        self._vault = vault

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self._store.put(key, self._vault.seal_bytes(key, content), SEALED)

    def get(self, key: str) -> bytes:
        try:
            return self._vault.open_bytes(key, self._store.get(key))
        except (InvalidTag, ValueError) as error:
            raise StoreUnavailable(f"cannot unseal {key}: other key, or damaged") from error

    def remove(self, key: str) -> None:
        self._store.remove(key)
