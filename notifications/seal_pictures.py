"""Sealing what was kept before pictures were sealed: one by one, so that it may stop anywhere and go on."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from training.database import Database
from training.pictures.pictures import SEALED_FOLDER
from training.ports.files import PaperStore, StoreUnavailable
from training.privacy.acts.note_sealed import note_sealed
from training.privacy.views.unsealed_pictures import count_unsealed, unsealed_pictures

A_NIGHT = 5_000
"""Files; a city that checked for ten years is done within weeks, and nobody notices."""
MOST_FAULTS = 10
MEDIA_TYPE = "application/octet-stream"

log = logging.getLogger("chaban.files")


@dataclass(frozen=True)
class Sealing:
    """How far it went; `left` counts those that could not be read as well."""

    sealed: int
    failed: int
    left: int


def seal_pictures(database: Database, store: PaperStore, most: int = A_NIGHT) -> Sealing:
    """The row of a lost file stays as it is; after several it stops, for the store may be away."""
    sealed = failed = 0
    for key in _keys(database):
        if sealed >= most or failed >= MOST_FAULTS:
            break
        try:
            _seal(database, store, key)
            sealed += 1
        except StoreUnavailable as fault:
            log.warning("not sealed: %s", fault)
            failed += 1
    with database.reading() as session:
        return Sealing(sealed, failed, count_unsealed(session))


def _seal(database: Database, store: PaperStore, key: str) -> None:
    """The sealed file first, then the rows, then the other goes: after a crash each step finds its way."""
    store.put(f"{SEALED_FOLDER}/{key}", store.get(key), MEDIA_TYPE)
    with database.writing() as session:
        note_sealed(session, key)
    store.remove(key)


def _keys(database: Database) -> Iterator[str]:
    """In order, so that those that failed are not met twice."""
    after = ""
    while True:
        with database.reading() as session:
            some = unsealed_pictures(session, after)
        if not some:
            return
        yield from some
        after = some[-1]
