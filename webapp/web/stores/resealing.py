"""The data key is changed: files of the store that an older key sealed are sealed anew, one by one."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from training.ports.files import FileGone, StoreUnavailable, SweptStore
from training.vault import HEAD_BYTES, Vault, head_of


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


def count_files(store: SweptStore, fingerprints: Sequence[str], folders: Sequence[str]) -> dict[str, int]:
    """How many files say that each of these keys sealed them; raises StoreUnavailable."""
    heads = {head_of(each): each for each in fingerprints}
    totals = dict.fromkeys(fingerprints, 0)
    for found in store.files(folders):
        # What is gone when it is looked at needs no key any more.
        with suppress(FileGone):
            fingerprint = heads.get(store.get(found.key)[:HEAD_BYTES])
            if fingerprint is not None:
                totals[fingerprint] += 1
    return totals


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
