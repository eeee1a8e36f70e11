from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.chat.terms import TodoKind
from training.chat.views.has_due_todos import due_todos
from training.records.staff.staff import Staff
from training.records.todos import ChatTodo

LEASE = timedelta(minutes=1)
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class TodoToSend:
    """A task or an event to be made, or one that is there to be closed."""

    key: int
    source: UUID
    kind: TodoKind
    about: UUID
    subject: str
    due_at: datetime | None
    hours: tuple[datetime, datetime] | None
    """Of an event."""
    people: tuple[tuple[str, str], ...]
    """Whose it is: the id in the chat, and the account where it is known."""
    task_id: str
    creator: str
    is_done: bool
    may_be_there: bool


def take_todos(session: Session, kinds: Collection[TodoKind], *, now: datetime) -> list[TodoToSend]:
    """What this caller now sends, held for a minute; what was done before it was ever made is settled."""
    taken = []
    due = due_todos(kinds, now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    todos = session.scalars(due).all()
    known = _known(session, todos)
    for todo in todos:
        people = tuple(known[key] for key in sorted(todo.people) if key in known)
        if (todo.done_at and not todo.task_id and not todo.may_be_there) or not people:
            todo.settled_at = now
            continue
        todo.leased_until = now + LEASE
        taken.append(_to_send(todo, people))
    return taken


def _known(session: Session, todos: Iterable[ChatTodo]) -> dict[int, tuple[str, str]]:
    """Those of them who are known in the chat, by their key."""
    people = {key for todo in todos for key in todo.people}
    own = select(Staff).where(Staff.id.in_(people), Staff.chat_id.is_not(None))
    return {each.id: (str(each.chat_id), each.account_id or "") for each in session.scalars(own)}


def _to_send(todo: ChatTodo, people: tuple[tuple[str, str], ...]) -> TodoToSend:
    return TodoToSend(
        key=todo.id,
        source=todo.public_id,
        kind=todo.kind,
        about=todo.about,
        subject=todo.subject,
        due_at=todo.due_at,
        hours=(todo.starts_at, todo.due_at) if todo.starts_at and todo.due_at else None,
        people=people,
        task_id=todo.task_id or "",
        creator=todo.creator,
        is_done=todo.done_at is not None,
        may_be_there=todo.may_be_there,
    )
