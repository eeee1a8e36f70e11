"""经办记录: every act over all subjects that somebody may see, the latest first, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, union_all
from sqlalchemy.orm import Bundle, Session

from training.classes.views.within import within_class
from training.history.rules.act_log import FIRST, LAST, TOPIC
from training.history.rules.telling import Act, Line, tell
from training.history.rules.topics import TOPICS
from training.history.terms import Happened, Topic
from training.history.views.class_history import BY_TRAINEES, acts_of
from training.history.views.columns import Rows
from training.history.views.office_sources import OFFICE
from training.history.views.sources import SOURCES
from training.listing.rules.listing import Listing
from training.listing.views.page_of import Order, Page, page_of, portions_of
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Logged:
    """One act: who did it, in which subject, of which class where it has one."""

    who: str
    topic: Topic
    line: Line
    class_id: UUID | None = None
    class_number: str = ""


@dataclass(frozen=True)
class ActLog:
    """One page of it."""

    acts: tuple[Logged, ...]
    page: Page[Any]


def act_log(session: Session, staff: Staff, listing: Listing) -> ActLog:
    """Three statements, whatever there is; two more where a deputy may have acted."""
    rows, order = _rows(staff, listing)
    page: Page[Any] = page_of(session, rows, order, size=listing.size, place=listing.place)
    return ActLog(_logged(session, staff, page.rows), page)


def act_portions(session: Session, staff: Staff, listing: Listing, size: int) -> Iterator[tuple[Logged, ...]]:
    """All of it, so many at a time."""
    rows, order = _rows(staff, listing)
    for portion in portions_of(session, rows, order, size=size):
        yield _logged(session, staff, portion)


def _rows(staff: Staff, listing: Listing) -> tuple[Select[Any], Order]:
    acts = union_all(*_sources(staff, listing.of(TOPIC))).subquery("acts")
    own = acts.c
    wanted: Select[Any] = select(Bundle("act", *own)).where(*_conditions(own, listing, staff))
    return wanted, Order((own.at, own.kind, own.key, own.class_id), listing.is_descending)


def _sources(staff: Staff, topic: str) -> Iterator[Rows]:
    """Of the topic, where one is chosen that this person may see; else of all."""
    allowed = [
        kind for kind, (permission, _) in (*SOURCES.items(), *OFFICE.items()) if may(staff.role, permission)
    ]
    chosen = [kind for kind in allowed if TOPICS[kind].name.lower() == topic] if topic else allowed
    for kind in chosen or allowed:
        yield _of_classes(staff, kind) if kind in SOURCES else OFFICE[kind][1](staff)


def _of_classes(staff: Staff, kind: Happened) -> Rows:
    permission, rows = SOURCES[kind]
    mine = select(TrainingClass.id).where(within_class(staff, permission))
    return rows(lambda key: key.in_(mine))


def _conditions(own: Any, listing: Listing, staff: Staff) -> Iterator[ColumnElement[bool]]:
    if first := listing.of(FIRST):
        yield own.at >= _begin(first)
    if last := listing.of(LAST):
        yield own.at < _begin(last) + ONE_DAY
    if listing.search:
        yield own.who.icontains(listing.search, autoescape=True)
        if not may(staff.role, Permission.SEE_FULL_NAMES):
            # Whoever reads no names of trainees finds nobody by one either.
            yield own.kind.not_in([each.value for each in BY_TRAINEES])


def _logged(session: Session, staff: Staff, rows: tuple[Any, ...]) -> tuple[Logged, ...]:
    classes = _classes(session, {each.class_id for each in rows})
    acts = acts_of(session, staff, rows)
    return tuple(_one(act, row.class_id, classes) for act, row in zip(acts, rows, strict=True))


def _one(act: Act, class_id: int, classes: Mapping[int, tuple[UUID, str]]) -> Logged:
    topic, line = TOPICS[act.kind], tell(act)
    return Logged(act.who, topic, line, *classes.get(class_id, ()))


def _classes(session: Session, keys: set[int]) -> dict[int, tuple[UUID, str]]:
    own = select(TrainingClass.id, TrainingClass.public_id, TrainingClass.class_number)
    rows = session.execute(own.where(TrainingClass.id.in_(keys)))
    return {key: (public_id, number) for key, public_id, number in rows}


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), SHANGHAI)
