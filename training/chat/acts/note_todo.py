from datetime import datetime

from sqlalchemy.orm import Session

from training.records.todos import ChatTodo


def note_todo(session: Session, key: int, task_id: str, creator: str, *, now: datetime) -> None:
    """The task is there; where nothing is owed any more it is closed with the next round."""
    todo = session.get_one(ChatTodo, key)
    todo.task_id, todo.creator, todo.attempts, todo.leased_until = task_id, creator, 0, now
