"""经过: everything that was done about one class, the latest first, page by page."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Subquery, func, select, union_all
from sqlalchemy.orm import Bundle, Session

from training.deputies.views.on_behalf import on_behalf
from training.history.rules.telling import Act, Line, tell
from training.history.rules.topics import TOPICS
from training.history.terms import Happened, Topic
from training.history.views.line_sources import OF_NAMED, SOURCES_OF_LINES
from training.history.views.sources import SOURCES
from training.history.views.teacher_sources import CARDS_IN_CLASS
from training.history.views.voucher_sources import SOURCES_OF_VOUCHERS
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission, may
from training.payments.views.shown import said_for
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for

PAGE = 50
IN_CLASS = {**SOURCES, **CARDS_IN_CLASS}
OF_PEOPLE = {kind for kind, topic in TOPICS.items() if topic in (Topic.ATTENDANCE, Topic.CLAIMS)} | {
    Happened.WITHDRAWN,
    Happened.ROSTER_ASKED,
    Happened.ROSTER_DECIDED,
    *OF_NAMED,
} - {Happened.BATCH_DECIDED}
"""Of whose rows `of` names a trainee …"""
BY_TRAINEES = {Happened.CORRECTION_ASKED}
"""… but of these `who` does, and `of` a day."""


@dataclass(frozen=True)
class History:
    """One page, and how many acts each topic has that this person may see."""

    lines: tuple[Line, ...]
    page: Page[Any]
    counts: dict[Topic, int]


def class_history(
    session: Session, staff: Staff, own: TrainingClass, *, topic: Topic | None, place: str
) -> History:
    """Four statements, whatever there is. `own` must have been found for this person."""
    kinds = [kind for kind, (permission, _) in IN_CLASS.items() if may(staff.role, permission)]
    counts = _count(session, own, kinds)
    shown = [kind for kind in kinds if topic is None or TOPICS[kind] is topic] or kinds
    acts = _union(own, shown)
    columns = acts.c
    order = Order((columns.at, columns.kind, columns.key), is_descending=True)
    page: Page[Any] = page_of(session, select(Bundle("act", *columns)), order, size=PAGE, place=place)
    return History(tuple(map(tell, acts_of(session, staff, page.rows))), page, counts)


def _union(own: TrainingClass, kinds: Collection[Happened]) -> Subquery:
    return union_all(*(IN_CLASS[kind][1](lambda key: key == own.id) for kind in kinds)).subquery("acts")


def _count(session: Session, own: TrainingClass, kinds: Collection[Happened]) -> dict[Topic, int]:
    acts = _union(own, kinds)
    counts: Counter[Topic] = Counter()
    for kind, count in session.execute(select(acts.c.kind, func.count()).group_by(acts.c.kind)):
        counts[TOPICS[Happened(kind)]] += count
    return dict(counts)


def acts_of(session: Session, staff: Staff, rows: Sequence[Any]) -> list[Act]:
    """The acts of these rows of the union; what a deputy did says for whom."""
    acts = [_act(staff, each) for each in rows]
    signed = on_behalf(session, {(each.who, each.at) for each in acts})
    return [replace(each, who=signed.get((each.who, each.at), each.who)) for each in acts]


def _act(staff: Staff, row: Any) -> Act:
    """The act of a row of the union, with names as this person may read them."""
    kind = Happened(row.kind)
    who = name_for(staff, row.who) if kind in BY_TRAINEES else row.who
    is_of_person = kind in OF_PEOPLE and kind not in BY_TRAINEES
    of = name_for(staff, row.of) if is_of_person else row.of
    return Act(row.at, kind, who, of, _why(staff, kind, row.why), row.what)


def _why(staff: Staff, kind: Happened, said: str) -> str:
    """What is written of somebody's money or voucher may name others: for the offices, with their names."""
    if kind not in SOURCES_OF_LINES and kind not in SOURCES_OF_VOUCHERS:
        return said
    return said_for(staff, said) if may(staff.role, Permission.SEE_EXCLUSIONS) else ""
