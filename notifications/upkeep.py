"""What the worker does for the installation itself: it tells that it lives, and makes the night's backup."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from notifications.post import Post
from training.backups.making import make_backup
from training.backups.rules.keeping import FRESH, MISSED
from training.backups.shelf import AnotherBackupRuns, last_made_at
from training.errors import Refusal
from training.health.acts.beat import beat
from training.health.terms import Part
from training.health.views.last_beats import last_beats
from training.notice.clock import SHANGHAI, is_recent
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.ports.files import StoreUnavailable
from training.privacy.acts.hold_for_clock import hold_for_clock
from training.privacy.rules.purges import doubt_of_rest

PROBE = "health/probe"
"""A key of the store that no row names and no sweep looks at."""

log = logging.getLogger("chaban.upkeep")


def tell_life(post: Post) -> None:
    """Written like everything else, so that it stops where nothing can be written.

    Where the last time was so long ago that the clock is the likelier reason, all purges are put on hold.
    """
    now = post.clock()
    with post.database.jotting() as session:
        if doubt := doubt_of_rest(last_beats(session).get(Part.WORKER), now):
            hold_for_clock(session, doubt, now=now)
        beat(session, Part.WORKER, now=now)


def try_store(post: Post) -> None:
    """Write a few bytes and read them; raises StoreUnavailable, and the store's heartbeat stops."""
    if post.files is None:
        return
    said = post.clock().isoformat().encode()
    post.files.remove(PROBE)
    post.files.put(PROBE, said, "text/plain")
    post.files.get(PROBE)
    with post.database.jotting() as session:
        beat(session, Part.STORE, now=post.clock())


def back_up(post: Post) -> None:
    """Once a night, whichever of several workers comes first; what fails is told to the administrator."""
    _back_up_unless(post, FRESH)


def make_up(post: Post) -> None:
    """The backup of a night that was missed, and a word about it: who missed it could perhaps tell nobody."""
    now = post.clock()
    if _back_up_unless(post, MISSED):
        _tell(post, "昨夜的备份没有按时做成，现在已补做：请管理服务器的人看后台的日志。", now)


def _back_up_unless(post: Post, young: timedelta) -> bool:
    """Make one where none is so young; whether it was made, and is not the first."""
    now = post.clock()
    if post.backups is None or post.files is None:
        return False
    try:
        last = last_made_at(post.backups.folder, now)
        if last is not None and is_recent(last, young, now):
            return False
        made = make_backup(post.database, post.files, post.backups, now=now)
    except AnotherBackupRuns:
        return False
    except (Refusal, StoreUnavailable, OSError, SQLAlchemyError) as fault:
        log.error("no backup: %s", type(fault).__name__)
        # Where the database does not answer this fails too, and whoever makes up for the night tells it.
        _tell(post, f"今晚的备份没有做成：{_why(fault)}", now)
        return False
    if made.manifest.missing:
        count = len(made.manifest.missing)
        told = f"备份 {made.folder.name} 缺 {count} 个材料库里已经没有的文件：请从更早的备份里找回。"
        _tell(post, told, now)
    return last is not None


def _why(fault: Exception) -> str:
    if isinstance(fault, SQLAlchemyError):
        return "数据库当时不可用，一小时内会再做一次。"
    return str(fault) if isinstance(fault, Refusal) else "材料库或备份文件夹不可用。"


def _tell(post: Post, text: str, now: datetime) -> None:
    key = f"backup:{now.astimezone(SHANGHAI):%Y-%m-%d}"
    with post.database.writing() as session:
        raise_alert(session, AlertDraft("backup", key, text, Audience.ADMINISTRATOR), now=now)
