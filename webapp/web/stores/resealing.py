"""The data key is changed: files of the store that an older key sealed are sealed anew, one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from training.ports.files import StoreUnavailable, SweptStore
from training.vault import Vault


@dataclass
class ResealedFiles:
    """How far it is: of one run through the store."""

    files: int = 0
    looked_at: int = 0
    unread: int = 0
    """The store did not give these: out of reach, or removed at that moment."""


def reseal_files(
    store: SweptStore, vault: Vault, folders: Sequence[str], tell: Callable[[ResealedFiles], None]
) -> ResealedFiles:
    """Everything sealed by the wanted key; what was never sealed stays as it is. Raises StoreUnavailable."""
    done = ResealedFiles()
    for each in store.files(folders):
        done.looked_at += 1
        try:
            done.files += _reseal(store, vault, each.key)
        except StoreUnavailable:
            done.unread += 1
        tell(done)
    return done


def _reseal(store: SweptStore, vault: Vault, key: str) -> bool:
    content = store.get(key)
    if vault.is_of_wanted(content):
        return False
    try:
        resealed = vault.reseal(key, content)
    except (InvalidTag, ValueError):
        # Never sealed, as most evidence; or a draft, which is bound to another name.
        return False
    store.replace(key, resealed)
    return True
