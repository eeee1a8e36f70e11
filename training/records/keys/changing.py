"""A key comes into use or is retired: one row, in a transaction that nobody else's overlaps."""

from datetime import datetime

from sqlalchemy import String, column, func, select, table, update
from sqlalchemy.orm import Session

from training.custody import note_change
from training.engines import name_of
from training.errors import NotNow
from training.records.keys.keys import KeyInUse
from training.vault import Vault

CONNECTED = table("pg_stat_activity", column("datname", String), column("application_name", String))


class OthersNotRestarted(NotNow):
    """Processes are connected that were started with other settings: they would go on with the old key."""

    def __init__(self, count: int):
        super().__init__(
            f"还有 {count} 个数据库连接来自没有按新设置重启的进程。"
            "请先用同样的密钥设置重启 chaban web、worker 和 bot，再运行 chaban keys rotate。"
        )


def live_fingerprints(session: Session, kind: str) -> list[str]:
    """Of the keys that are not retired, the one in use last."""
    live = select(KeyInUse.fingerprint).where(KeyInUse.kind == kind, KeyInUse.retired_at.is_(None))
    return list(session.scalars(live.order_by(KeyInUse.id)))


def begin_to_use(session: Session, vault: Vault, kind: str, *, now: datetime) -> bool:
    """The wanted key of this kind is in use from here on, the others still open; False where it was already.

    Raises OthersNotRestarted.
    """
    wanted = vault.wanted.data if kind == "data" else vault.wanted.index
    if live_fingerprints(session, kind)[-1:] == [wanted]:
        return False
    refuse_other_settings(session, vault)
    # A change that is called off half way: the key was only opening, and seals again.
    _retire(session, kind, wanted, is_this=True, now=now)
    session.add(KeyInUse(kind=kind, fingerprint=wanted, crypto=vault.crypto_of(wanted), since=now))
    session.flush()
    note_change(session.connection())
    return True


def retire_others(session: Session, vault: Vault, kind: str, *, now: datetime) -> list[str]:
    """All but the wanted key of this kind; gives their fingerprints."""
    wanted = vault.wanted.data if kind == "data" else vault.wanted.index
    others = [each for each in live_fingerprints(session, kind) if each != wanted]
    if others:
        _retire(session, kind, wanted, is_this=False, now=now)
        note_change(session.connection())
    return others


def refuse_other_settings(session: Session, vault: Vault) -> None:
    """PostgreSQL knows who is connected; on SQLite whoever brings other keys sees the change at once."""
    if session.get_bind().dialect.name != "postgresql":
        return
    name = CONNECTED.c.application_name
    here = select(func.count()).select_from(CONNECTED).where(CONNECTED.c.datname == func.current_database())
    count = session.scalar(here.where(name.like("chaban %"), name != name_of(vault))) or 0
    if count:
        raise OthersNotRestarted(count)


def _retire(session: Session, kind: str, fingerprint: str, *, is_this: bool, now: datetime) -> None:
    own = KeyInUse.fingerprint == fingerprint
    live = update(KeyInUse).where(KeyInUse.kind == kind, KeyInUse.retired_at.is_(None))
    session.execute(live.where(own if is_this else ~own).values(retired_at=now))
