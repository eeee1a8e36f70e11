"""What waits, beside the entries of the menu, and whom one acts for: asked once a request."""

from flask import g

from training.deputies.views.deputyships import absent_of_turn
from training.records.staff.staff import Staff
from training.worklist.terms import WorkKind
from training.worklist.views.count_work import count_work
from webapp.desk.frame.menu import Entry
from webapp.web.house import house, now
from webapp.web.staff_auth import signed_in_staff


def count_of(entry: Entry) -> int:
    """How many things wait for whoever asks behind this entry; 0 of one that counts nothing."""
    return sum(_standing()[0].get(kind, 0) for kind in entry.counts) if entry.counts else 0


def acts_for() -> str:
    """The name of the colleague for whom whoever asks acts just now (代办); empty where for nobody."""
    return _standing()[1]


def _standing() -> tuple[dict[WorkKind, int], str]:
    if "standing" not in g:
        g.standing = _ask(signed_in_staff())
    found: tuple[dict[WorkKind, int], str] = g.standing
    return found


def _ask(staff: Staff | None) -> tuple[dict[WorkKind, int], str]:
    if staff is None:
        return {}, ""
    with house().database.reading() as rows:
        return dict(count_work(rows, staff, now=now())), absent_of_turn(rows, staff, now=now())
