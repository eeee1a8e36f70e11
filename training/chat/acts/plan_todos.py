from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.chat.rules.todos import ends_by_itself
from training.chat.terms import TodoKind
from training.chat.views.owed_now import Owed
from training.database import insert_new
from training.records.todos import ChatTodo

LONGEST_SUBJECT = 255


def plan_todos(
    session: Session, kinds: Collection[TodoKind], owed: Mapping[str, Owed], *, now: datetime
) -> None:
    """Write down what is owed anew, once for all whose duty it is, and mark what is owed no more.

    What is owed by another day now is another task: the platform shows the day that it was made with.
    """
    open_now = select(ChatTodo).where(ChatTodo.done_at.is_(None), ChatTodo.kind.in_(kinds))
    standing = {each.duty_key: each for each in session.scalars(open_now.order_by(ChatTodo.id))}
    for key, todo in standing.items():
        if key not in owed or owed[key].duty.due_at != todo.due_at:
            todo.done_at, todo.leased_until = now, min(todo.leased_until, now)
            if ends_by_itself(todo.kind, todo.due_at, now):
                todo.settled_at = now
    still = {key for key, todo in standing.items() if todo.done_at is None}
    _write(session, [owed[key] for key in owed if key not in still], now)


def _write(session: Session, new: list[Owed], now: datetime) -> None:
    keys = [each.duty.key for each in new]
    counts = select(ChatTodo.duty_key, func.count()).where(ChatTodo.duty_key.in_(keys))
    before = {key: count for key, count in session.execute(counts.group_by(ChatTodo.duty_key))}
    rows = [
        {
            "public_id": uuid4(),
            "duty_key": each.duty.key,
            "ordinal": before.get(each.duty.key, 0) + 1,
            "kind": each.duty.kind,
            "about": each.duty.about,
            "subject": each.duty.subject[:LONGEST_SUBJECT],
            "people": list(each.people),
            "starts_at": each.duty.starts_at,
            "due_at": each.duty.due_at,
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
