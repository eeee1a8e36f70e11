"""What everybody owes now, each duty once with all whose it is: many questions, and nothing is written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.chat.rules.todos import Duty
from training.chat.terms import EVENTS, TODOS, TodoKind
from training.chat.views.duties_of import duties_of
from training.chat.views.orders_of_today import orders_of_today
from training.deputies.views.deputyships import deputies_now
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Owed:
    """A duty, and the keys of the staff whose it is."""

    duty: Duty
    people: tuple[int, ...]


def owed_now(session: Session, kinds: Collection[TodoKind], *, now: datetime) -> dict[str, Owed]:
    """By the key of the duty, of those who are known in the chat."""
    owed: dict[str, Owed] = {}
    for staff, duty in _whose(session, kinds, now):
        if duty.kind in kinds:
            before = owed.get(duty.key, Owed(duty, ()))
            owed[duty.key] = replace(before, people=(*before.people, staff.id))
    return owed


def _whose(session: Session, kinds: Collection[TodoKind], now: datetime) -> Iterator[tuple[Staff, Duty]]:
    if not TODOS.isdisjoint(kinds):
        known = select(Staff).where(Staff.chat_id.is_not(None), Staff.left_at.is_(None))
        everybody = session.scalars(known.options(joinedload(Staff.district)).order_by(Staff.id)).all()
        for staff in everybody:
            if may(staff.role, Permission.CHECK_CLASSES):
                yield from ((staff, duty) for duty in duties_of(session, staff, now=now))
    if not EVENTS.isdisjoint(kinds):
        deputies = deputies_now(session, now=now)
        for staff, duty in orders_of_today(session, now=now):
            both = (staff, *deputies.get(staff.id, ()))
            yield from ((each, duty) for each in both if each.chat_id and not each.left_at)
