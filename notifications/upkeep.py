"""What the worker does for the installation itself: it tells that it lives, and makes the night's backup."""

import logging
from datetime import datetime

from notifications.post import Post
from training.backups.making import Shelf, make_backup
from training.backups.rules.keeping import FRESH
from training.backups.shelf import AnotherBackupRuns, last_made_at
from training.errors import Refusal
from training.health.acts.beat import beat
from training.health.terms import Part
from training.notice.clock import SHANGHAI
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.ports.files import StoreUnavailable

PROBE = "health/probe"
"""A key of the store that no row names and no sweep looks at."""

log = logging.getLogger("chaban.upkeep")


def tell_life(post: Post) -> None:
    """Written like everything else, so that it stops where nothing can be written."""
    _beat(post, Part.WORKER)


def try_store(post: Post) -> None:
    """Write a few bytes and read them; raises StoreUnavailable, and the store's heartbeat stops."""
    if post.files is None:
        return
    said = post.clock().isoformat().encode()
    post.files.remove(PROBE)
    post.files.put(PROBE, said, "text/plain")
    post.files.get(PROBE)
    _beat(post, Part.STORE)


def _beat(post: Post, part: Part) -> None:
    with post.database.jotting() as session:
        beat(session, part, now=post.clock())


def back_up(post: Post) -> None:
    """Once a night, whichever of several workers comes first; what fails is told to the administrator."""
    now = post.clock()
    if post.backups is None or post.files is None or _was_made(post.backups, now):
        return
    try:
        made = make_backup(post.database, post.files, post.backups, now=now)
    except AnotherBackupRuns:
        return
    except (Refusal, StoreUnavailable, OSError) as fault:
        log.error("no backup: %s", type(fault).__name__)
        why = str(fault) if isinstance(fault, Refusal) else "材料库或备份文件夹不可用。"
        _tell(post, f"今晚的备份没有做成：{why}", now)
        return
    if made.manifest.missing:
        count = len(made.manifest.missing)
        _tell(
            post, f"备份 {made.folder.name} 缺 {count} 个材料库里已经没有的文件：请从更早的备份里找回。", now
        )


def _was_made(shelf: Shelf, now: datetime) -> bool:
    last = last_made_at(shelf.folder)
    return last is not None and now - last < FRESH


def _tell(post: Post, text: str, now: datetime) -> None:
    key = f"backup:{now.astimezone(SHANGHAI):%Y-%m-%d}"
    with post.database.writing() as session:
        raise_alert(session, AlertDraft("backup", key, text, Audience.ADMINISTRATOR), now=now)
