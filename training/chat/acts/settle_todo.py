from datetime import datetime

from sqlalchemy.orm import Session

from training.records.todos import ChatTodo


def settle_todo(session: Session, key: int, *, now: datetime) -> None:
    """Closed, or refused for good: a task is an extra, and alerts tell of the same."""
    session.get_one(ChatTodo, key).settled_at = now
