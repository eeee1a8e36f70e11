"""What the Stream connection brings is kept, acknowledged, and handed on; the work is done elsewhere."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any

from dingtalk_stream import AckMessage, CallbackHandler, CallbackMessage, EventHandler, EventMessage

from bot.line.desk import receive, serve
from bot.line.heard import Heard, of_our_people
from bot.line.house import House
from bot.line.journal import Kind, Receipt
from bot.line.lanes import Lanes, Work
from bot.line.meeting_events import Frame, hear_event
from bot.line.meetings import apply_pushed
from bot.line.said import mapping
from training.chat.terms import UsageKind
from training.meetings.acts.receive_event import receive_event
from training.meetings.rules.news import MeetingNews

OK = "OK"
Hear = Callable[[str, Any], Heard]

log = logging.getLogger("chaban.bot")


class Corporation:
    """Ours: that of the settings, else that of the robot which was first written to; a press tells none."""

    def __init__(self, set_up: str):
        self._known = set_up

    def learnt_from(self, heard: Heard) -> str:
        self._known = self._known or heard.robot_corp_id
        return self._known


class Ear(CallbackHandler):
    """Keeps what arrives, acknowledges, and hands it on; the work is done elsewhere."""

    def __init__(self, house: House, lanes: Lanes, hear: Hear, corp: Corporation):
        super().__init__()
        self._house = house
        self._corp = corp
        self._lanes = lanes
        self._hear = hear
        # One thread: receipts are short, and two would only wait for each other at the file.
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="receipts")

    async def process(self, message: CallbackMessage) -> tuple[int, object]:
        said = self._hear(str(message.headers.message_id), mapping(message.data))
        heard = of_our_people(said, self._corp.learnt_from(said))
        receipt = Receipt(Kind.MESSAGE, heard.message_id, heard.sender, heard.to_json())
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._clerk, take_in, self._house, self._lanes, receipt)
        except Exception as fault:
            # Not acknowledged, so that DingTalk brings it again when the database is well.
            log.error("a message could not be kept: %s", type(fault).__name__)
            return AckMessage.STATUS_SYSTEM_EXCEPTION, {}
        return AckMessage.STATUS_OK, {}


class EventEar(EventHandler):
    """Keeps what is pushed of meetings, acknowledges, and has it applied elsewhere; of the rest nothing."""

    def __init__(self, house: House, lanes: Lanes):
        super().__init__()
        self._house = house
        self._lanes = lanes
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="events")

    async def process(self, event: EventMessage) -> tuple[int, str]:
        self._house.meter.note(UsageKind.MESSAGES)
        news = hear_event(self._frame(event))
        if news is None:
            return AckMessage.STATUS_OK, OK
        receipt = Receipt(Kind.EVENT, news.event_id, news.conference_id, news.to_json())
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._clerk, take_in, self._house, self._lanes, receipt)
        except Exception as fault:
            # Not acknowledged, so that DingTalk brings it again when the database is well.
            log.error("an event could not be kept: %s", type(fault).__name__)
            return AckMessage.STATUS_SYSTEM_EXCEPTION, "fault"
        return AckMessage.STATUS_OK, OK

    def _frame(self, event: EventMessage) -> Frame:
        headers = event.headers
        born = headers.event_born_time
        born_at = datetime.fromtimestamp(born / 1000, UTC) if born else self._house.clock()
        event_id = str(headers.event_id or headers.message_id or "")
        return Frame(event_id, str(headers.event_type or ""), born_at, mapping(event.data))


def take_in(house: House, lanes: Lanes, receipt: Receipt) -> None:
    """Keep it, so that nothing is lost from here on, and have it worked on: it may be acknowledged."""
    if house.journal is not None:
        house.journal.keep(receipt, now=house.clock())
        lanes.hand_over(receipt.sender, lambda: _move_on(house, receipt))
    elif (work := STORES[receipt.kind](house, receipt)) is not None:
        lanes.hand_over(receipt.sender, work)


def move_left(house: House, lanes: Lanes, *, at_once: bool = False) -> None:
    """Have worked on what a dead bot kept and never moved on, or found no room for in the database."""
    if house.journal is None:
        return
    for receipt in house.journal.take_left(now=house.clock(), at_once=at_once):
        lanes.hand_over(receipt.sender, partial(_move_on, house, receipt))


def _move_on(house: House, receipt: Receipt) -> None:
    """Into the database, worked on, and only then out of the journal: by then all of it is on the disk."""
    work = STORES[receipt.kind](house, receipt)
    if work is not None:
        work()
    if house.journal is not None:
        house.journal.forget(receipt)


def _keep_message(house: House, receipt: Receipt) -> Work | None:
    """None where it came before."""
    heard = Heard.from_json(receipt.body)
    key = receive(house, heard)
    return None if key is None else partial(serve, house, key, heard)


def _keep_event(house: House, receipt: Receipt) -> Work | None:
    """None where it came before."""
    with house.database.jotting() as session:
        is_new = receive_event(session, MeetingNews.from_json(receipt.body), now=house.clock())
    return partial(apply_pushed, house) if is_new else None


STORES: Mapping[Kind, Callable[[House, Receipt], Work | None]] = {
    Kind.MESSAGE: _keep_message,
    Kind.EVENT: _keep_event,
}
