from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.chat.rules.todos import is_worth_closing, pause_before_next
from training.records.todos import ChatTodo


def put_off_todo(
    session: Session, key: int, least: timedelta, *, may_be_there: bool = False, now: datetime
) -> None:
    """Tried again later, each time after longer; given up only once it is long owed no more."""
    todo = session.get_one(ChatTodo, key)
    todo.attempts += 1
    todo.may_be_there = todo.may_be_there or may_be_there
    if is_worth_closing(todo.done_at, now):
        todo.leased_until = now + pause_before_next(todo.attempts, least)
    else:
        todo.settled_at = now
