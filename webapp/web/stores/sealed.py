"""Whatever is kept through this is encrypted at rest (with the installation's data key)."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from cryptography.exceptions import InvalidTag

from training.ports.files import PaperStore, StoreUnavailable
from training.vault import Vault

SEALED = "application/octet-stream"
Look = Callable[[], AbstractContextManager[object]]


class SealedStore:
    """Each file is bound to its key, so that one person's paper cannot be passed off as another's.

    `look` opens a transaction on the database whose vault it is: it says which key is in use at this moment.
    """

    def __init__(self, store: PaperStore, vault: Vault, look: Look = nullcontext):
        self._store = store
        self._vault = vault
        self._look = look

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Raises StoreUnavailable; and WrongKey where the keys have been changed to others."""
        # The last request may have seen the old key, and the file would be sealed by it after its retirement.
        with self._look() if self._vault.is_between_keys else nullcontext():
            self._store.put(key, self._vault.seal_bytes(key, content), SEALED)

    def get(self, key: str) -> bytes:
        try:
            return self._vault.open_bytes(key, self._store.get(key))
        except (InvalidTag, ValueError) as error:
            raise StoreUnavailable(f"cannot unseal {key}: other key, or damaged") from error

    def remove(self, key: str) -> None:
        self._store.remove(key)
