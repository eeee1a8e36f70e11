"""What is owed stands in DingTalk's own 待办 and 日程 too, where the installation asks for it."""

import logging
from datetime import datetime, timedelta

from bot.line.house import House
from bot.line.openapi import ApiFailure, ApiRefused, ApiUnavailable, ApiUnclear, QuotaEmpty
from bot.line.todos.event_api import Event, Hours, delete_event, make_event
from bot.line.todos.todo_api import Task, find_task, finish_task, make_task
from training.chat.acts.note_todo import note_todo
from training.chat.acts.plan_todos import plan_todos
from training.chat.acts.put_off_todo import put_off_todo
from training.chat.acts.settle_todo import settle_todo
from training.chat.acts.take_todos import TodoToSend, take_todos
from training.chat.terms import TodoKind
from training.chat.views.has_due_todos import has_due_todos
from training.chat.views.owed_now import owed_now
from training.meetings.acts.know_account_id import know_account_id
from training.notice.clock import is_recent

EVERY = timedelta(minutes=5)
"""So often it is looked what is owed: of all inspectors, so not with every round."""
NEXT_HOUR = timedelta(hours=1)
MOST_EXECUTORS = 100
PAGES = {
    TodoKind.CHECK: "/checks/classes/{}",
    TodoKind.FEEDBACK: "/feedback/{}",
    TodoKind.CONFIRMATION: "/checks/{}",
    TodoKind.ORDER: "/desk/rounds/orders/{}",
}

log = logging.getLogger("chaban.bot")


class Todos:
    """One bot's care for them; of several bots each sends what it has taken."""

    def __init__(self, house: House):
        self._house = house
        self._planned_at: datetime | None = None

    def keep(self) -> None:
        if not self._house.settings.dingtalk.kinds_kept:
            return
        self._plan()
        send_todos(self._house)

    def _plan(self) -> None:
        now = self._house.clock()
        if self._planned_at is not None and is_recent(self._planned_at, EVERY, now):
            return
        kinds = self._house.settings.dingtalk.kinds_kept
        # To find out takes a while, in which others must be able to write.
        with self._house.database.reading() as session:
            owed = owed_now(session, kinds, now=now)
        with self._house.database.writing() as session:
            plan_todos(session, kinds, owed, now=now)
        self._planned_at = now


def send_todos(house: House) -> None:
    """Whatever is due, by this bot or another; one that fails keeps no other from its turn."""
    kinds = house.settings.dingtalk.kinds_kept
    with house.database.reading() as session:
        if not has_due_todos(session, kinds, now=house.clock()):
            return
    with house.database.writing() as session:
        taken = take_todos(session, kinds, now=house.clock())
    for todo in taken:
        _outlive(house, todo)


def _outlive(house: House, todo: TodoToSend) -> None:
    try:
        if todo.is_done and todo.task_id:
            _close(house, todo)
        elif todo.hours:
            _make_event(house, todo, todo.hours)
        else:
            _make(house, todo)
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        _put_off(house, todo, NEXT_HOUR)
    except ApiUnavailable as failure:
        log.warning("a todo waits: %s", failure)
        _put_off(house, todo, failure.pause, may_be_there=isinstance(failure, ApiUnclear))
    except ApiFailure as failure:
        log.error("a todo was refused: %s", failure)
        with house.database.writing() as session:
            settle_todo(session, todo.key, now=house.clock())


def _make(house: House, todo: TodoToSend) -> None:
    """Made twice it would stand there twice: what an earlier attempt may have made is looked for first."""
    accounts = _accounts(house, todo)
    creator = accounts[0]
    found = find_task(house.api, creator, str(todo.source)) if todo.may_be_there else ""
    if not found and todo.is_done:
        with house.database.writing() as session:
            settle_todo(session, todo.key, now=house.clock())
        return
    address = house.settings.public_url + PAGES[todo.kind].format(todo.about)
    task = Task(str(todo.source), todo.subject, accounts[:MOST_EXECUTORS], address, todo.due_at)
    task_id = found or make_task(house.api, task)
    with house.database.writing() as session:
        note_todo(session, todo.key, task_id, creator, now=house.clock())


def _make_event(house: House, todo: TodoToSend, hours: Hours) -> None:
    """Made again it is the same, so what an earlier attempt made need not be looked for."""
    union_id = _accounts(house, todo)[0]
    address = house.settings.public_url + PAGES[todo.kind].format(todo.about)
    event = Event(str(todo.source), todo.subject, address, hours)
    event_id = make_event(house.api, union_id, event)
    with house.database.writing() as session:
        note_todo(session, todo.key, event_id, union_id, now=house.clock())


def _close(house: House, todo: TodoToSend) -> None:
    close = delete_event if todo.hours else finish_task
    close(house.api, todo.creator, todo.task_id)
    with house.database.writing() as session:
        settle_todo(session, todo.key, now=house.clock())


def _accounts(house: House, todo: TodoToSend) -> list[str]:
    """Asked for once in a lifetime, and not counted; whom DingTalk does not know is left out."""
    known = [account or _look_up(house, chat_id) for chat_id, account in todo.people]
    accounts = [each for each in known if each]
    if not accounts:
        raise ApiRefused("钉钉不认识要办这件事的人。")
    return accounts


def _look_up(house: House, chat_id: str) -> str:
    try:
        found = house.api.look_up(chat_id).union_id
    except ApiRefused:
        return ""
    with house.database.writing() as session:
        know_account_id(session, chat_id, found)
    return found


def _put_off(house: House, todo: TodoToSend, least: timedelta, *, may_be_there: bool = False) -> None:
    with house.database.writing() as session:
        put_off_todo(session, todo.key, least, may_be_there=may_be_there, now=house.clock())
