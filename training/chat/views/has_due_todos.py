"""Tasks and events that are to be made or to be closed now."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.chat.rules.todos import LONGEST_PAUSE
from training.chat.terms import TodoKind
from training.records.moments import has_come
from training.records.todos import ChatTodo


def due_todos(kinds: Collection[TodoKind], now: datetime) -> Select[ChatTodo]:
    """One that is there and still owed is not."""
    is_to_do = or_(ChatTodo.task_id.is_(None), ChatTodo.done_at.is_not(None))
    is_free = has_come(ChatTodo.leased_until, LONGEST_PAUSE, now)
    free = select(ChatTodo).where(ChatTodo.settled_at.is_(None), is_free, is_to_do)
    return free.where(ChatTodo.kind.in_(kinds)).order_by(ChatTodo.id)


def has_due_todos(session: Session, kinds: Collection[TodoKind], *, now: datetime) -> bool:
    return session.scalar(due_todos(kinds, now).with_only_columns(ChatTodo.id).limit(1)) is not None
