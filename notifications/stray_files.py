"""Sweeping the store: what no row names a day after it was put there goes.

A file is put before its row is written, so a young one without a row is an upload under way. The session is
closed before the store is asked to remove anything: what is wanted again meanwhile is spared by the store.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from training.database import Database
from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.ports.files import FoundFile, SweptStore
from training.privacy.rules.purges import are_too_many
from training.privacy.views.stray import FOLDERS, stray

UPLOADS_END = timedelta(days=1)
AT_ONCE = 500

log = logging.getLogger("chaban.files")


@dataclass(frozen=True)
class Strays:
    """What a look through the store found."""

    looked_at: int
    keys: tuple[str, ...]
    """Older than a day, and named by no row."""

    @property
    def are_too_many(self) -> bool:
        """Then they are no broken uploads but a database of another day, or another store."""
        return are_too_many(len(self.keys), self.looked_at)


def sweep_store(database: Database, store: SweptStore, *, now: datetime) -> int:
    """Remove the strays, unless they are suspiciously many: then the administrator is told. Says how many."""
    found = find_strays(database, store, now=now)
    if found.are_too_many:
        log.error("%s of %s files have no row: nothing was removed", len(found.keys), found.looked_at)
        _tell(database, found, now)
        return 0
    return remove_strays(store, found, now=now)


def find_strays(database: Database, store: SweptStore, *, now: datetime) -> Strays:
    looked_at, keys = 0, []
    for some in _in_portions(store.files(FOLDERS)):
        looked_at += len(some)
        old = [each.key for each in some if each.put_at < now - UPLOADS_END]
        with database.reading() as session:
            keys.extend(sorted(stray(session, old)))
    return Strays(looked_at, tuple(keys))


def remove_strays(store: SweptStore, found: Strays, *, now: datetime) -> int:
    return sum(store.remove_older(key, now - UPLOADS_END) for key in found.keys)


def _in_portions(files: Iterable[FoundFile]) -> Iterator[list[FoundFile]]:
    left = iter(files)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _tell(database: Database, found: Strays, now: datetime) -> None:
    text = (
        f"材料库里 {found.looked_at} 个文件中有 {len(found.keys)} 个没有记录，比例异常，没有清理："
        "数据库可能是恢复的旧备份，或设置指向了别的库。请管理服务器的人核对后再清理。"
    )
    draft = AlertDraft(
        "stray_files", f"stray_files:{now.astimezone(SHANGHAI):%Y-%m}", text, Audience.ADMINISTRATOR
    )
    with database.writing() as session:
        raise_alert(session, draft, now=now)
