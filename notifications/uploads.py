"""Uploaded files that wait for the worker: to be read, or to be written as they were confirmed."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Lock
from uuid import uuid4

from notifications.post import Post
from training.errors import Refusal
from training.intake.acts.ask_reading import ask_reading
from training.intake.acts.confirm_upload import Confirmation
from training.intake.acts.forget_partial_files import forget_partial_files
from training.intake.acts.forget_uploads import forget_uploads
from training.intake.acts.note_failure import note_failure
from training.intake.judging import Desk, judge, store
from training.intake.rules.confirming import Choices, ShownChanged
from training.intake.terms import UploadState
from training.intake.views.find_upload import newest_reading
from training.intake.views.waiting_uploads import Waiting, waiting_uploads
from training.ports.files import StoreUnavailable
from training.records.uploads import Upload
from training.turns import Busy

AT_ONCE = 10
PAGE_IS_DONE = timedelta(minutes=1)
"""So long after its upload a small file may still be in the hands of the page."""
BROKEN = "系统读这个文件时出错（编号 {}），请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
AWAY = "存放文件的地方暂时读不到，您不用做什么；管理服务器的人修好以后自动继续。"
IN_HAND = Lock()
"""Of one process: the reading of this minute's files, or of an earlier one's."""

log = logging.getLogger("chaban.uploads")


def read_uploads(post: Post) -> None:
    """The oldest first, but those that failed behind all others; a few tries, then the reason is told."""
    # A file that takes longer than a minute must not take every thread of the worker, one a minute.
    if post.papers is None or not IN_HAND.acquire(blocking=False):
        return
    try:
        _read_waiting(post, Desk(post.database, post.papers))
    finally:
        IN_HAND.release()


def _read_waiting(post: Post, desk: Desk) -> None:
    for upload_id, state in _waiting(post, post.clock()):
        try:
            _do(desk, upload_id, state, post.clock())
        except Busy:
            log.warning("an upload waits until others are read")
        except StoreUnavailable as fault:
            log.warning("an upload waits for the store: %s", fault)
            _note(post, upload_id, AWAY, may_end=False)
        except Refusal as refusal:
            log.warning("an upload waits on: %s", type(refusal).__name__)
            _note(post, upload_id, str(refusal))
        except Exception as fault:
            # Others' files wait behind it; the fault's own text may hold a row of the file.
            number = uuid4().hex[:8]
            log.error("fault %s in an upload: %s", number, type(fault).__name__)
            _note(post, upload_id, BROKEN.format(number))


def _note(post: Post, upload_id: int, reason: str, *, may_end: bool = True) -> None:
    with post.database.writing() as session:
        note_failure(session, upload_id, reason, may_end=may_end, now=post.clock())


def let_go_of_uploads(post: Post) -> None:
    """Their bytes after a day, what was found in them after thirty; parts of files that never came whole."""
    now = post.clock()
    with post.database.writing() as session:
        keys = [*forget_uploads(session, now=now), *forget_partial_files(session, now=now)]
    if post.files is not None:
        for key in keys:
            post.files.remove(key)


def _waiting(post: Post, now: datetime) -> Sequence[Waiting]:
    with post.database.reading() as session:
        return waiting_uploads(session, now - PAGE_IS_DONE, AT_ONCE, now=now)


def _do(desk: Desk, upload_id: int, state: UploadState, now: datetime) -> None:
    if state is UploadState.WAITS:
        judge(desk, upload_id, now)
        return
    with desk.database.reading() as session:
        digest = newest_reading(session, session.get_one(Upload, upload_id)).digest
    try:
        store(desk, upload_id, Confirmation(digest, now), now)
    except ShownChanged:
        # Nobody looks at the worker: it is shown anew to whoever confirmed it.
        with desk.database.writing() as session:
            upload = session.get_one(Upload, upload_id)
            choices = Choices.of(newest_reading(session, upload).choices)
            ask_reading(session, upload, choices, now=now)
        judge(desk, upload_id, now)
