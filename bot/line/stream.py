"""The library's Stream client, made steady, and wired to the desk."""

import asyncio
import json
import logging
from dataclasses import dataclass
from math import inf
from secrets import randbelow
from typing import Any
from urllib.parse import quote_plus

import websockets
import websockets.exceptions
from dingtalk_stream import (
    Card_Callback_Router_Topic,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
)
from dingtalk_stream.version import VERSION_STRING

from bot.line.ears import Corporation, Ear, EventEar
from bot.line.heard import hear_message, hear_press
from bot.line.house import House
from bot.line.lanes import Lanes
from bot.line.openapi import ApiFailure

# The library drops the line over a frame of more than 1 MiB, which a long message is no reason for.
LARGEST_FRAME = 32 * 2**20
log = logging.getLogger("chaban.bot")


@dataclass(frozen=True)
class Patience:
    """Seconds: how long the line may be silent, and how long we wait before dialling again."""

    silence: float = 75
    """DingTalk sends a frame every 20 to 30 seconds; a line silent for longer is dead, whatever TCP says."""
    first_pause: float = 1
    longest_pause: float = 60
    to_open: float = 10
    steady: float = 5
    """A line that held for so long is dialled again at once; one that did not is a failure like any other."""


class SteadyClient(DingTalkStreamClient):
    """The library's client with its own frames and routing, but a link that neither hangs nor gives up.

    The library's loop waits for ever on a half-open network, takes no stop, prints the ticket, and never
    notices a line that is dead but not closed.
    """

    def __init__(self, house: House, patience: Patience | None = None):
        quiet = logging.getLogger("chaban.bot.library")
        # The library tells each frame that it does not know, pings among them.
        quiet.setLevel(logging.ERROR)
        credential = Credential(house.settings.dingtalk.client_id, house.settings.dingtalk.client_secret)
        super().__init__(credential, quiet)
        self.links = 0
        """How many connections were opened."""
        self._house = house
        self._patience = patience or Patience()
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._heard_at = 0.0
        self._held_since = inf

    async def start(self) -> None:
        """Stay connected until `stop`."""
        self.pre_start()
        pause = self._patience.first_pause
        while not self._stopped.is_set():
            self._held_since = inf
            trouble = await self._try_a_link()
            if asyncio.get_running_loop().time() - self._held_since >= self._patience.steady:
                pause = self._patience.first_pause
            elif not trouble:
                trouble = "closed at once"
            if trouble and not self._stopped.is_set():
                log.warning("no connection to DingTalk, next try in %.0f s: %s", pause, trouble)
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
            "ua": f"dingtalk-sdk-python/v{VERSION_STRING}-union",
            "localIp": self.get_host_ip(),
        }
        return self._house.api.open_connection(body)

    async def _try_a_link(self) -> str:
        """Why it ended; empty where DingTalk or we closed it in order."""
        try:
            await self._hold_a_link()
        except ApiFailure as failure:
            return str(failure)
        except (OSError, TimeoutError, websockets.exceptions.WebSocketException) as failure:
            return type(failure).__name__
        return ""

    async def _hold_a_link(self) -> None:
        opened = await asyncio.to_thread(self.open_connection)
        address = f"{opened.get('endpoint', '')}?ticket={quote_plus(str(opened.get('ticket', '')))}"
        opening = websockets.connect(address, open_timeout=self._patience.to_open, max_size=LARGEST_FRAME)
        async with opening as link:
            self.websocket = link
            self.links += 1
            log.info("connected to DingTalk")
            watch = asyncio.create_task(self._watch(link))
            try:
                self._held_since = asyncio.get_running_loop().time()
                self._note_frame()
                async for frame in link:
                    self._note_frame()
                    self._take(frame)
            finally:
                watch.cancel()

    def _take(self, frame: str | bytes) -> None:
        try:
            message = json.loads(frame)
        except (ValueError, RecursionError):
            log.warning("a frame that is no JSON, or none that ends, was skipped")
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


def make_client(house: House, lanes: Lanes, patience: Patience | None = None) -> SteadyClient:
    """Handlers are registered before the connection, which subscribes to what has one."""
    client = SteadyClient(house, patience)
    corp = Corporation(house.settings.dingtalk.corp_id)
    client.register_callback_handler(ChatbotMessage.TOPIC, Ear(house, lanes, hear_message, corp))
    client.register_callback_handler(Card_Callback_Router_Topic, Ear(house, lanes, hear_press, corp))
    client.register_all_event_handler(EventEar(house, lanes))
    return client
