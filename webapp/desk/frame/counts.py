"""What waits, beside the entries of the menu: asked once a request."""

from flask import g

from training.worklist.terms import WorkKind
from training.worklist.views.count_work import count_work
from webapp.desk.frame.menu import Entry
from webapp.web.house import house, now
from webapp.web.staff_auth import signed_in_staff


def count_of(entry: Entry) -> int:
    """How many things wait for whoever asks behind this entry; 0 of one that counts nothing."""
    return sum(_counts().get(kind, 0) for kind in entry.counts) if entry.counts else 0


def _counts() -> dict[WorkKind, int]:
    if "work_counts" not in g:
        staff = signed_in_staff()
        with house().database.reading() as rows:
            g.work_counts = dict(count_work(rows, staff, now=now())) if staff else {}
    found: dict[WorkKind, int] = g.work_counts
    return found
