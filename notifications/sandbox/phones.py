"""What the stand-in remembers: the phones with their messages, and how it was told to fail next."""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from threading import Lock
from typing import NamedTuple

from notifications.messages import segments, units_of
from training.notice.clock import SHANGHAI

MOST_MESSAGES = 5000
CODE = re.compile(r"验证码\s*(\d{6})")
ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
CHINA = "+86"
STATES = {
    "queued": "已收下",
    "sent": "已发出",
    "delivered": "已送达",
    "undelivered": "没有送到",
    "failed": "失败",
}


class Failure(NamedTuple):
    """One way to fail: how the request is answered, and what becomes of the message."""

    label: str
    status: int = 0
    """Of the answer; 0 answers as always."""
    code: int = 0
    is_taken: bool = False
    """Whether the message goes out all the same."""
    is_cut: bool = False
    """The connection ends without an answer."""
    hangs: bool = False
    """The answer comes later than anybody waits."""
    receipts: tuple[str, ...] = ("sent", "delivered")


FAILURES: Mapping[str, Failure] = {
    "429": Failure("太频繁（429）", status=429, code=20429),
    "500": Failure("服务商内部错误（500）", status=500, code=20500),
    "503": Failure("服务商不可用（503）", status=503),
    "cut-before": Failure("收下之前断线", is_cut=True),
    "cut-after": Failure("收下之后断线", is_taken=True, is_cut=True),
    "hang-before": Failure("收下之前超时", hangs=True, is_cut=True),
    "hang-after": Failure("收下之后超时", is_taken=True, hangs=True),
    "20003": Failure("账号或密码不对（20003）", status=401, code=20003),
    "21610": Failure("对方已退订（21610）", status=400, code=21610),
    "21614": Failure("对方是座机（21614）", status=400, code=21614),
    "63038": Failure("今天的额度用完（63038）", status=429, code=63038),
    "30003": Failure("收下了，对方关机（30003）", is_taken=True, receipts=("sent", "undelivered:30003")),
    "30005": Failure("收下了，空号（30005）", is_taken=True, receipts=("sent", "undelivered:30005")),
    "30007": Failure("收下了，被运营商拦截（30007）", is_taken=True, receipts=("sent", "failed:30007")),
    "30008": Failure("收下了，原因不明（30008）", is_taken=True, receipts=("sent", "undelivered:30008")),
    "30036": Failure("收下了，过期没送到（30036）", is_taken=True, receipts=("failed:30036",)),
    "no-receipt": Failure("送达，但没有回执", is_taken=True, receipts=()),
    "shuffled": Failure("回执先后颠倒", is_taken=True, receipts=("delivered", "sent", "queued")),
    "twice": Failure("回执来两遍", is_taken=True, receipts=("sent", "sent", "delivered", "delivered")),
}
NO_FAILURE = Failure("", is_taken=True)


@dataclass
class Message:
    """One SMS as the provider keeps it; its state goes on with every receipt."""

    sid: str
    to: str
    sender: str
    text: str
    at: datetime
    callback: str = ""
    status: str = "queued"
    error_code: int | None = None

    @property
    def phone(self) -> str:
        return self.to.removeprefix(CHINA)

    @property
    def code(self) -> str:
        found = CODE.search(self.text)
        return found.group(1) if found else ""

    @property
    def link(self) -> str:
        found = ADDRESS.search(self.text)
        return found.group(0) if found else ""

    @property
    def shown_at(self) -> str:
        return f"{self.at.astimezone(SHANGHAI):%H:%M:%S}"

    @property
    def size(self) -> str:
        return f"{units_of(self.text)} 字，计费 {segments(self.text)} 条"

    @property
    def shown_state(self) -> str:
        return STATES.get(self.status, self.status) + (f"（{self.error_code}）" if self.error_code else "")


@dataclass
class Phones:
    """What the phones received, newest first; the oldest are forgotten."""

    messages: deque[Message] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))

    def receive(self, to: str, sender: str, text: str, callback: str) -> Message:
        message = Message(f"SM{token_hex(16)}", to, sender, text, datetime.now(UTC), callback)
        self.messages.appendleft(message)
        return message

    def numbers(self) -> list[str]:
        return list(dict.fromkeys(message.phone for message in list(self.messages)))

    def of(self, number: str) -> list[Message]:
        return [message for message in list(self.messages) if number in (message.phone, message.to)]

    def by_sid(self, sid: str) -> Message | None:
        return next((message for message in list(self.messages) if message.sid == sid), None)


@dataclass
class Order:
    """To fail so often, for one phone or for all."""

    kind: str
    times: int
    phone: str = ""


@dataclass
class Orders:
    """The failures that were asked for and are still to come."""

    waiting: list[Order] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, order: Order) -> None:
        with self._lock:
            self.waiting.append(order)

    def clear(self) -> None:
        with self._lock:
            self.waiting.clear()

    def next_for(self, to: str) -> Failure:
        """How this message fails; the order is used up by one."""
        with self._lock:
            for order in self.waiting:
                if order.phone in ("", to.removeprefix(CHINA)):
                    order.times -= 1
                    self.waiting = [each for each in self.waiting if each.times > 0]
                    return FAILURES[order.kind]
        return NO_FAILURE
