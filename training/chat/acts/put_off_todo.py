from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.chat.rules.todos import pause_before_next
from training.records.todos import ChatTodo


def put_off_todo(
    session: Session, key: int, least: timedelta, *, may_be_there: bool = False, now: datetime
) -> None:
    """Tried again later, each time after longer, and given up at last."""
    todo = session.get_one(ChatTodo, key)
    todo.attempts += 1
    todo.may_be_there = todo.may_be_there or may_be_there
    pause = pause_before_next(todo.attempts, least)
    if pause is None:
        todo.settled_at = now
    else:
        todo.leased_until = now + pause
