from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.chat.rules.todos import Duty, ends_by_itself
from training.chat.terms import EVENTS, TODOS, TodoKind
from training.chat.views.duties_of import duties_of
from training.chat.views.orders_of_today import orders_of_today
from training.database import insert_new
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.todos import ChatTodo

LONGEST_SUBJECT = 255


def plan_todos(session: Session, kinds: Collection[TodoKind], *, now: datetime) -> None:
    """Write down what is owed anew, once for all whose duty it is, and mark what is owed no more."""
    owed, people = _owed(session, kinds, now)
    open_now = select(ChatTodo).where(ChatTodo.done_at.is_(None), ChatTodo.kind.in_(kinds))
    standing = {each.duty_key: each for each in session.scalars(open_now.order_by(ChatTodo.id))}
    for key, todo in standing.items():
        if key not in owed:
            todo.done_at, todo.leased_until = now, min(todo.leased_until, now)
            if ends_by_itself(todo.kind, todo.due_at, now):
                todo.settled_at = now
    new = [owed[key] for key in owed if key not in standing]
    _write(session, new, people, now)


def _owed(
    session: Session, kinds: Collection[TodoKind], now: datetime
) -> tuple[dict[str, Duty], dict[str, list[int]]]:
    owed: dict[str, Duty] = {}
    people: dict[str, list[int]] = {}
    for staff, duty in _whose(session, kinds, now):
        if duty.kind in kinds:
            owed[duty.key] = duty
            people.setdefault(duty.key, []).append(staff.id)
    return owed, people


def _whose(session: Session, kinds: Collection[TodoKind], now: datetime) -> Iterator[tuple[Staff, Duty]]:
    if not TODOS.isdisjoint(kinds):
        known = select(Staff).where(Staff.chat_id.is_not(None), Staff.left_at.is_(None))
        everybody = session.scalars(known.options(joinedload(Staff.district)).order_by(Staff.id)).all()
        for staff in everybody:
            if may(staff.role, Permission.CHECK_CLASSES):
                yield from ((staff, duty) for duty in duties_of(session, staff, now=now))
    if not EVENTS.isdisjoint(kinds):
        own = orders_of_today(session, now=now)
        yield from ((staff, duty) for staff, duty in own if staff.chat_id and not staff.left_at)


def _write(session: Session, new: list[Duty], people: Mapping[str, list[int]], now: datetime) -> None:
    keys = [each.key for each in new]
    counts = select(ChatTodo.duty_key, func.count()).where(ChatTodo.duty_key.in_(keys))
    before = {key: count for key, count in session.execute(counts.group_by(ChatTodo.duty_key))}
    rows = [
        {
            "public_id": uuid4(),
            "duty_key": each.key,
            "ordinal": before.get(each.key, 0) + 1,
            "kind": each.kind,
            "about": each.about,
            "subject": each.subject[:LONGEST_SUBJECT],
            "people": people[each.key],
            "starts_at": each.starts_at,
            "due_at": each.due_at,
            "wanted_at": now,
            "creator": "",
            "may_be_there": False,
            "attempts": 0,
            "leased_until": now,
        }
        for each in new
    ]
    # Of two bots that plan at once one writes.
    insert_new(session, ChatTodo, rows)
