"""What the Stream connection brings is kept, acknowledged, and handed on; the work is done elsewhere."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from dingtalk_stream import AckMessage, CallbackHandler, CallbackMessage, EventHandler, EventMessage

from bot.line.desk import receive, serve
from bot.line.heard import Heard, of_our_people
from bot.line.house import House
from bot.line.lanes import Lanes
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
        # One thread: receipts are short, and two would only wait for each other at the database.
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="receipts")

    async def process(self, message: CallbackMessage) -> tuple[int, object]:
        said = self._hear(str(message.headers.message_id), mapping(message.data))
        heard = of_our_people(said, self._corp.learnt_from(said))
        loop = asyncio.get_running_loop()
        try:
            key = await loop.run_in_executor(self._clerk, receive, self._house, heard)
        except Exception as fault:
            # Not acknowledged, so that DingTalk brings it again when the database is well.
            log.error("a message could not be kept: %s", type(fault).__name__)
            return AckMessage.STATUS_SYSTEM_EXCEPTION, {}
        if key is not None:
            self._lanes.hand_over(heard.sender, lambda: serve(self._house, key, heard))
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
        try:
            is_new = await asyncio.get_running_loop().run_in_executor(self._clerk, self._receive, news)
        except Exception as fault:
            # Not acknowledged, so that DingTalk brings it again when the database is well.
            log.error("an event could not be kept: %s", type(fault).__name__)
            return AckMessage.STATUS_SYSTEM_EXCEPTION, "fault"
        if is_new:
            self._lanes.hand_over(news.conference_id, lambda: apply_pushed(self._house))
        return AckMessage.STATUS_OK, OK

    def _frame(self, event: EventMessage) -> Frame:
        headers = event.headers
        born = headers.event_born_time
        born_at = datetime.fromtimestamp(born / 1000, UTC) if born else self._house.clock()
        event_id = str(headers.event_id or headers.message_id or "")
        return Frame(event_id, str(headers.event_type or ""), born_at, mapping(event.data))

    def _receive(self, news: MeetingNews) -> bool:
        with self._house.database.jotting() as session:
            return receive_event(session, news, now=self._house.clock())
