"""The library's Stream client, made steady, and wired to the desk."""

import asyncio
import json
import logging
import platform
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import randbelow
from typing import Any
from urllib.parse import quote_plus

import websockets
import websockets.exceptions
from dingtalk_stream import (
    AckMessage,
    CallbackHandler,
    CallbackMessage,
    Card_Callback_Router_Topic,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
    EventHandler,
    EventMessage,
)

from bot.desk import receive, serve
from bot.heard import Heard, hear_message, hear_press
from bot.house import House
from bot.lanes import Lanes
from bot.meeting_events import Frame, hear_event
from bot.meetings import apply_pushed
from bot.openapi import ApiFailure
from bot.said import mapping
from training.services.meeting_events import MeetingNews, receive_event
from training.terms import UsageKind

log = logging.getLogger("chaban.bot")
OK = "OK"
Hear = Callable[[str, Any], Heard]


@dataclass(frozen=True)
class Patience:
    """Seconds: how long the line may be silent, and how long we wait before dialling again."""

    silence: float = 75
    """DingTalk sends a frame every 20 to 30 seconds; a line silent for longer is dead, whatever TCP says."""
    first_pause: float = 1
    longest_pause: float = 60
    to_open: float = 10


class SteadyClient(DingTalkStreamClient):
    """The library's client with its own frames and routing, but a link that neither hangs nor gives up.

    The library's loop waits for ever on a half-open network, takes no stop, prints the ticket, and never
    notices a line that is dead but not closed.
    """

    def __init__(self, house: House, patience: Patience | None = None):
        quiet = logging.getLogger("chaban.bot.library")
        # The library tells each frame that it does not know, pings among them.
        quiet.setLevel(logging.ERROR)
        credential = Credential(house.settings.dingtalk_client_id, house.settings.dingtalk_client_secret)
        super().__init__(credential, quiet)
        self.links = 0
        """How many connections were opened."""
        self._house = house
        self._patience = patience or Patience()
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._heard_at = 0.0

    async def start(self) -> None:
        """Stay connected until `stop`."""
        self.pre_start()
        pause = self._patience.first_pause
        while not self._stopped.is_set():
            try:
                await self._hold_a_link()
                pause = self._patience.first_pause
            except (ApiFailure, OSError, TimeoutError, websockets.exceptions.WebSocketException) as failure:
                reason = str(failure) if isinstance(failure, ApiFailure) else type(failure).__name__
                log.warning("no connection to DingTalk, next try in %.0f s: %s", pause, reason)
                await self._wait(pause + randbelow(1000) / 1000 * pause / 4)
                pause = min(2 * pause, self._patience.longest_pause)

    async def stop(self) -> None:
        """Take no more; what was taken is acknowledged first."""
        self._stopped.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._patience.to_open)
        if self.websocket is not None:
            await self.websocket.close()

    def open_connection(self) -> dict[str, Any]:
        """Ask the gateway for an address and a ticket; the library does so without a time limit."""
        topics = [{"type": "CALLBACK", "topic": topic} for topic in self.callback_handler_map]
        if self._is_event_required:
            topics.append({"type": "EVENT", "topic": "*"})
        body = {
            "clientId": self.credential.client_id,
            "clientSecret": self.credential.client_secret,
            "subscriptions": topics,
            "ua": f"chaban/1.0 Python/{platform.python_version()}",
            "localIp": self.get_host_ip(),
        }
        return self._house.api.open_connection(body)

    async def _hold_a_link(self) -> None:
        opened = await asyncio.to_thread(self.open_connection)
        address = f"{opened.get('endpoint', '')}?ticket={quote_plus(str(opened.get('ticket', '')))}"
        async with websockets.connect(address, open_timeout=self._patience.to_open) as link:
            self.websocket = link
            self.links += 1
            log.info("connected to DingTalk")
            watch = asyncio.create_task(self._watch(link))
            try:
                self._note_frame()
                async for frame in link:
                    self._note_frame()
                    self._take(frame)
            finally:
                watch.cancel()

    def _take(self, frame: str | bytes) -> None:
        try:
            message = json.loads(frame)
        except ValueError:
            log.warning("a frame that is no JSON was skipped")
            return
        # Kept, because a task that nobody holds may be collected before its end.
        task = asyncio.create_task(self.background_task(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self, link: Any) -> None:
        """Close a line that is silent for too long; the loop then dials again."""
        silence = self._patience.silence
        while True:
            quiet_for = asyncio.get_running_loop().time() - self._heard_at
            if quiet_for >= silence:
                log.warning("DingTalk was silent for %.0f s: connecting anew", quiet_for)
                await link.close()
                return
            await asyncio.sleep(silence - quiet_for)

    def _note_frame(self) -> None:
        self._heard_at = asyncio.get_running_loop().time()

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return


class Ear(CallbackHandler):
    """Keeps what arrives, acknowledges, and hands it on; the work is done elsewhere."""

    def __init__(self, house: House, lanes: Lanes, hear: Hear):
        super().__init__()
        self._house = house
        self._lanes = lanes
        self._hear = hear
        # One thread: receipts are short, and two would only wait for each other at the database.
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="receipts")

    async def process(self, message: CallbackMessage) -> tuple[int, object]:
        heard = self._hear(str(message.headers.message_id), message.data)
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


def make_client(house: House, lanes: Lanes, patience: Patience | None = None) -> SteadyClient:
    """Handlers are registered before the connection, which subscribes to what has one."""
    client = SteadyClient(house, patience)
    client.register_callback_handler(ChatbotMessage.TOPIC, Ear(house, lanes, hear_message))
    client.register_callback_handler(Card_Callback_Router_Topic, Ear(house, lanes, hear_press))
    client.register_all_event_handler(EventEar(house, lanes))
    return client
