"""By which keys a snapshot is sealed and indexed: during a change there are several."""

from typing import NamedTuple

from sqlalchemy import Connection, func, inspect, select

from training.custody import LIVE, live_keys
from training.vault import Vault


class KeysOf(NamedTuple):
    """The fingerprints of a snapshot's keys by kind, the latest last, and its last row of keys."""

    live: dict[str, tuple[str, ...]]
    last_id: int


def keys_of(connection: Connection, vault: Vault) -> KeysOf:
    """As the snapshot's own rows say; those in use by this vault where it says nothing of its keys yet."""
    live: dict[str, tuple[str, ...]] = {kind: (each,) for kind, each in vault.fingerprints().items()}
    if not inspect(connection).has_table(LIVE.name):
        return KeysOf(live, 0)
    rows = connection.execute(live_keys()).all()
    for kind in {row.kind for row in rows}:
        live[kind] = tuple(row.fingerprint for row in rows if row.kind == kind)
    return KeysOf(live, connection.scalar(select(func.max(LIVE.c.id))) or 0)


def data_keys_after(connection: Connection, last_id: int) -> tuple[str, ...]:
    """Those that came into use since, retired again or not."""
    if not inspect(connection).has_table(LIVE.name):
        return ()
    since = select(LIVE.c.fingerprint).where(LIVE.c.kind == "data", LIVE.c.id > last_id)
    return tuple(connection.scalars(since.order_by(LIVE.c.id)))
