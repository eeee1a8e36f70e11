"""What the bot does by itself every few seconds: resume what was left, tell alerts, write down the usage."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from uuid import uuid4

from bot.cards.drawing import draw_cards
from bot.line.desk import serve
from bot.line.ears import move_left
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.lanes import Lanes
from bot.line.meetings import apply_pushed, grant_wishes
from bot.line.telling.alerts import tell_alerts
from bot.line.telling.meetings import tell_meetings
from bot.line.todos.keeping import Todos
from training.chat.acts.resume_messages import resume_messages
from training.chat.views.has_left_messages import has_left_messages
from training.records.chat import ReceivedMessage

log = logging.getLogger("chaban.bot")


@dataclass(frozen=True)
class Pace:
    """Seconds from the end of one round to the next."""

    rounds: float = 3
    waiting: float = 0.5
    """Whoever was throttled is answered after 1, 2, 4 seconds; to look costs one short reading."""
    meetings: float = 1
    """An inspector waits for the join button."""


PACE = Pace()


def make_rounds(house: House, stop: Event, every: float) -> None:
    """Until `stop` is set; one job's fault is logged and keeps no other from its turn."""
    jobs: tuple[Callable[[], None], ...] = (
        lambda: draw_cards(house),
        lambda: tell_alerts(house),
        Todos(house).keep,
        house.note_usage,
    )
    _go_round(jobs, stop, every)


def resume_waiting(house: House, lanes: Lanes, stop: Event, every: float) -> None:
    """In a thread of its own, so that no slow card and no alert makes an answer wait longer than it must."""
    jobs = (lambda: move_left(house, lanes), lambda: resume(house, lanes))
    _outlive(lambda: move_left(house, lanes, at_once=True))
    _go_round(jobs, stop, every)


def attend_meetings(house: House, stop: Event, every: float) -> None:
    """In a thread of its own: to look up a class and ring it may take a while, and answers must not wait."""
    jobs: tuple[Callable[[], None], ...] = (
        lambda: grant_wishes(house),
        lambda: apply_pushed(house),
        lambda: tell_meetings(house),
    )
    _go_round(jobs, stop, every)


def _go_round(jobs: tuple[Callable[[], None], ...], stop: Event, every: float) -> None:
    while not stop.is_set():
        for job in jobs:
            _outlive(job)
        stop.wait(every)


def resume(house: House, lanes: Lanes) -> None:
    """Take over the messages that a dead bot left, or whose time to be tried again has come."""
    with house.database.reading() as session:
        if not has_left_messages(session, now=house.clock()):
            return
    with house.database.writing() as session:
        keys = resume_messages(session, now=house.clock())
        left = [(key, session.get_one(ReceivedMessage, key)) for key in keys]
        heard = [(key, Heard.from_json(row.request)) for key, row in left if row.request is not None]
    for key, each in heard:
        lanes.hand_over(each.sender, partial(serve, house, key, each))


def _outlive(job: Callable[[], None]) -> None:
    try:
        job()
    except Exception as fault:
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("fault %s in a round: %s", uuid4().hex[:8], type(fault).__name__)
