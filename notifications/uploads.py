"""Uploaded files that wait for the worker: to be read, or to be written as they were confirmed."""

import logging
from datetime import datetime, timedelta
from threading import Lock
from uuid import uuid4

from sqlalchemy import or_, select

from notifications.post import Post
from training.errors import Refusal
from training.intake.acts.ask_reading import ask_reading
from training.intake.acts.confirm_upload import Confirmation
from training.intake.acts.forget_partial_files import forget_partial_files
from training.intake.acts.forget_uploads import forget_uploads
from training.intake.judging import Desk, judge, store
from training.intake.rules.confirming import READ_AT_ONCE, Choices, ShownChanged
from training.intake.terms import UploadState
from training.intake.views.find_upload import newest_reading
from training.records.uploads import Upload

AT_ONCE = 10
PAGE_IS_DONE = timedelta(minutes=1)
"""So long after its upload a small file may still be in the hands of the page."""
IN_HAND = Lock()
"""Of one process: the reading of this minute's files, or of an earlier one's."""

log = logging.getLogger("chaban.uploads")


def read_uploads(post: Post) -> None:
    """The oldest first; one that is refused is looked at again in a minute, until it goes with its day."""
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
        except Refusal as refusal:
            log.warning("an upload waits on: %s", type(refusal).__name__)
        except Exception as fault:
            # Others' files wait behind it; the fault's own text may hold a row of the file.
            log.error("fault %s in an upload: %s", uuid4().hex[:8], type(fault).__name__)


def let_go_of_uploads(post: Post) -> None:
    """Their bytes after a day, what was found in them after thirty; parts of files that never came whole."""
    now = post.clock()
    with post.database.writing() as session:
        keys = [*forget_uploads(session, now=now), *forget_partial_files(session, now=now)]
    if post.files is not None:
        for key in keys:
            post.files.remove(key)


def _waiting(post: Post, now: datetime) -> list[tuple[int, UploadState]]:
    is_left = or_(Upload.size > READ_AT_ONCE, Upload.handed_at < now - PAGE_IS_DONE)
    due = or_(Upload.state == UploadState.CONFIRMED, (Upload.state == UploadState.WAITS) & is_left)
    oldest = select(Upload.id, Upload.state).where(due, Upload.purged_at.is_(None))
    with post.database.reading() as session:
        return [(key, state) for key, state in session.execute(oldest.order_by(Upload.id).limit(AT_ONCE))]


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
