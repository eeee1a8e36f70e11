"""The stand-in's side of the Stream protocol: tickets, connections, frames, acknowledgements, and faults."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Event, Lock, Thread
from time import monotonic, time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

MESSAGES, PRESSES = "/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback"
OK = 200
LOOKS_EVERY_SECONDS = 0.1
MOST_DELIVERIES = 5
LARGEST_FRAME = 32 * 2**20
Acknowledged = Callable[[str, dict[str, Any]], None]


@dataclass
class Faults:
    """What shall go wrong; counts go down as it does."""

    drop: int = 0
    """So many pushes are lost: they come again later, as DingTalk does where none acknowledges."""
    duplicate: int = 0
    """So many pushes come twice."""
    delay: float = 0
    """Seconds that every push is late."""
    quota: str = ""
    """calls or messages: this quota is empty."""
    webhooks_end: bool = False
    """Addresses to answer at are refused, as if they had ended."""
    cards_are_refused: bool = False
    """The application lacks the permission for cards."""
    is_frozen: bool = False
    """Connections stay open and nothing comes any more."""
    hangs_up: bool = False
    """Every connection is taken and closed at once."""


@dataclass
class _Push:
    topic: str
    data: dict[str, Any]
    message_id: str
    due: float
    deliveries: int = 0
    event: dict[str, str] = field(default_factory=dict)
    """What the frame of an event has in its headers besides."""


@dataclass
class Gateway:
    """One organisation's end of the line."""

    again_after: float = 5
    """Seconds after which a push that nobody acknowledged comes again; DingTalk takes up to sixty."""
    ping_every: float = 20
    acknowledged: Acknowledged = lambda message_id, answer: None
    faults: Faults = field(default_factory=Faults)
    connections: list[ServerConnection] = field(default_factory=list)
    opened: int = 0
    """How many connections there ever were."""
    _tickets: set[str] = field(default_factory=set)
    _pushes: dict[str, _Push] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _stop: Event = field(default_factory=Event)
    _work: Event = field(default_factory=Event)
    _server: Server | None = None
    _turn: int = 0

    def start(self) -> None:
        # Its log would tell every frame.
        quiet = logging.getLogger("chaban.sandbox.websockets")
        quiet.setLevel(logging.CRITICAL)
        # An event is echoed when it is acknowledged, however long it is.
        self._server = serve(self._hold, "127.0.0.1", 0, logger=quiet, max_size=LARGEST_FRAME)
        Thread(target=self._server.serve_forever, daemon=True).start()
        Thread(target=self._deliver, daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        self._work.set()
        self.close_all()
        if self._server is not None:
            self._server.shutdown()

    def ticket(self) -> dict[str, str]:
        """An address and a ticket for one connection."""
        assert self._server is not None  # noqa: S101  (start() comes first)
        made = token_hex(8)
        self._tickets.add(made)
        return {
            "endpoint": f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/connect",
            "ticket": made,
        }

    def push(self, topic: str, data: dict[str, Any]) -> str:
        """Bring a frame to one of the connections, again and again until it is acknowledged."""
        message_id = token_hex(12)
        with self._lock:
            self._pushes[message_id] = _Push(topic, data, message_id, monotonic() + self.faults.delay)
        self._work.set()
        return message_id

    def push_event(self, event_type: str, data: dict[str, Any], born_ms: int, event_id: str = "") -> str:
        """Bring an event of the organisation, which has its own number and moment."""
        event = {
            "eventType": event_type,
            "eventId": event_id or token_hex(12),
            "eventBornTime": str(born_ms),
            "eventCorpId": "ding-sandbox",
            "eventUnifiedAppId": "sandbox",
        }
        push = _Push("*", data, token_hex(12), monotonic() + self.faults.delay, event=event)
        with self._lock:
            self._pushes[push.message_id] = push
        self._work.set()
        return event["eventId"]

    def waiting(self) -> int:
        """How many pushes nobody has acknowledged."""
        with self._lock:
            return len(self._pushes)

    def disconnect_all(self) -> None:
        """Ask everybody to leave, as DingTalk does about once a day."""
        for each in self._living():
            _send(each, _frame("SYSTEM", "disconnect", {"reason": "persistent connection is timeout"}))

    def send_raw(self, frame: str) -> None:
        """Whatever it is, to every living connection."""
        for connection in self._living():
            _send_text(connection, frame)

    def close_all(self) -> None:
        """Cut every line without a word."""
        for each in self._living():
            each.close_socket()

    def _hold(self, connection: ServerConnection) -> None:
        asked = parse_qs(urlsplit(connection.request.path).query if connection.request else "")
        ticket = (asked.get("ticket") or [""])[0]
        if ticket not in self._tickets:
            return
        self._tickets.discard(ticket)
        with self._lock:
            self.connections.append(connection)
            self.opened += 1
        self._work.set()
        try:
            for frame in () if self.faults.hangs_up else connection:
                self._take(json.loads(frame))
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                self.connections.remove(connection)

    def _take(self, ack: dict[str, Any]) -> None:
        message_id = ack.get("headers", {}).get("messageId", "")
        with self._lock:
            push = self._pushes.get(message_id)
            if push is None or ack.get("code") != OK:
                return
            del self._pushes[message_id]
        self.acknowledged(message_id, json.loads(ack.get("data") or "{}"))

    def _deliver(self) -> None:
        pinged = monotonic()
        while not self._stop.is_set():
            self._work.wait(LOOKS_EVERY_SECONDS)
            self._work.clear()
            if self.faults.is_frozen:
                continue
            if monotonic() - pinged > self.ping_every:
                pinged = monotonic()
                for each in self._living():
                    _send(each, _frame("SYSTEM", "ping", {"opaque": token_hex(4)}))
            for push in self._due():
                self._bring(push)

    def _due(self) -> list[_Push]:
        with self._lock:
            if not self.connections:
                return []
            return [each for each in self._pushes.values() if each.due <= monotonic()]

    def _bring(self, push: _Push) -> None:
        living = self._living()
        push.deliveries += 1
        push.due = monotonic() + self.again_after
        if push.deliveries > MOST_DELIVERIES:
            with self._lock:
                self._pushes.pop(push.message_id, None)
        elif self.faults.drop > 0:
            self.faults.drop -= 1
        elif living:
            self._turn += 1
            _send(living[self._turn % len(living)], push_frame(push))
            if self.faults.duplicate > 0:
                self.faults.duplicate -= 1
                self._turn += 1
                _send(living[self._turn % len(living)], push_frame(push))

    def _living(self) -> list[ServerConnection]:
        with self._lock:
            return list(self.connections)


def push_frame(push: _Push) -> dict[str, Any]:
    kind = "EVENT" if push.event else "CALLBACK"
    return _frame(kind, push.topic, push.data, push.message_id, push.event)


def _frame(
    kind: str, topic: str, data: dict[str, Any], message_id: str = "", more: dict[str, str] | None = None
) -> dict[str, Any]:
    headers = {
        "appId": "sandbox",
        "connectionId": "sandbox",
        "contentType": "application/json",
        "messageId": message_id or token_hex(12),
        "time": str(int(time() * 1000)),
        "topic": topic,
        **(more or {}),
    }
    return {
        "specVersion": "1.0",
        "type": kind,
        "headers": headers,
        "data": json.dumps(data, ensure_ascii=False),
    }


def _send(connection: ServerConnection, frame: dict[str, Any]) -> None:
    _send_text(connection, json.dumps(frame, ensure_ascii=False))


def _send_text(connection: ServerConnection, text: str) -> None:
    try:
        connection.send(text)
    except ConnectionClosed:
        return
