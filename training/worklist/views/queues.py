"""Queues of the database that one list is made of: counted in one statement, read in one each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.listing.views.page_of import LARGEST
from training.notice.clock import end_of_day, shanghai_day
from training.notice.permissions import Permission, may
from training.notice.terms import Role
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import KINDS, Mark, Work
from training.worklist.terms import WorkKind

LONGEST_KEY = len(str(LARGEST))
MOST_BUILT = 16
"""To build the statement of one person takes longer than to ask it, and it is asked on every page; but a
district's takes 2.5 MB as long as it is kept.
"""


@dataclass(frozen=True, eq=False)
class Queue:
    """What of one subject waits; `at` is its last day where `is_due`, else the moment since when it waits."""

    kind: WorkKind
    permission: Permission
    """Who does it; nobody else is shown it as work."""
    waiting: Callable[[Staff, date], Select[Any]]
    key: InstrumentedAttribute[int]
    at: InstrumentedAttribute[Any]
    line: Callable[[Any, Mark], Work]
    is_due: bool = False
    is_last_day: bool = False
    """`at` is a day, and it waits since that day is over."""

    def mark_of(self, row: Any) -> Mark:
        at, key = getattr(row, self.at.key), str(row.id)
        if self.is_last_day:
            at = end_of_day(at)
        return Mark(at, None, self.kind, key) if self.is_due else Mark(None, at, self.kind, key)


@dataclass(frozen=True)
class Asker:
    """Who asks on which day: all that the statement depends upon."""

    id: int
    name: str
    role: Role
    district_id: int | None
    institution_id: int | None
    today: date
    staff: Staff = field(compare=False)


def count_queues(
    session: Session, staff: Staff, queues: tuple[Queue, ...], *, now: datetime
) -> Counter[WorkKind]:
    """How many wait for this person, by kind; one statement."""
    counts = Counter[WorkKind]()
    own = tuple(each for each in queues if may(staff.role, each.permission))
    if not own:
        return counts
    today = shanghai_day(now)
    asker = Asker(staff.id, staff.name, staff.role, staff.district_id, staff.institution_id, today, staff)
    for queue, count in zip(own, session.execute(_counting(asker, own)).one(), strict=True):
        counts[queue.kind] += count
    return counts


@lru_cache(maxsize=MOST_BUILT)
def _counting(asker: Asker, queues: tuple[Queue, ...]) -> Select[Any]:
    waiting = [each.waiting(asker.staff, asker.today).order_by(None) for each in queues]
    keys = [rows.with_only_columns(queue.key).subquery() for rows, queue in zip(waiting, queues, strict=True)]
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in keys))


def read_queue(
    session: Session, staff: Staff, queue: Queue, today: date, wanted: tuple[Mark | None, int]
) -> list[Work]:
    """So many of it behind the mark."""
    after, most = wanted
    rows = queue.waiting(staff, today).order_by(None).where(_is_behind(queue, after))
    in_order = rows.order_by(queue.at, queue.key).limit(most)
    return [queue.line(each, queue.mark_of(each)) for each in session.scalars(in_order).unique()]


def _is_behind(queue: Queue, after: Mark | None) -> ColumnElement[bool]:
    if after is None:
        return true()
    at = after.due_on if queue.is_due else after.since
    if at is None:
        # What is due comes before all that is not.
        return false() if queue.is_due else true()
    if queue.is_last_day and after.since is not None:
        # The day that was over then; one that is over later is another moment.
        at = shanghai_day(after.since) - timedelta(days=1)
        if after.since > end_of_day(at):
            return queue.at > at
    here, there = KINDS.index(queue.kind), KINDS.index(after.kind)
    if here > there:
        return queue.at >= at
    if here < there:
        return queue.at > at
    return or_(queue.at > at, and_(queue.at == at, queue.key > _key_in(after)))


def _key_in(mark: Mark) -> int:
    """A mark comes from an address, so its key may be none of a table."""
    is_key = len(mark.key) <= LONGEST_KEY and mark.key.isdecimal()
    return min(int(mark.key), LARGEST) if is_key else 0
