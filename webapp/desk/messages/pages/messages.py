"""Messages as the list and their own pages show them; pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.notice.identity import mask_phone
from training.outbox.rules.message_states import CODES, STATES, has_failed
from training.outbox.rules.wordings import LINK, Wording
from training.outbox.terms import MessageState
from training.records.outbox.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage
from webapp.desk.lists.days import When, cell_of_moment, short_moment
from webapp.desk.lists.picking import Picked

HEADINGS = ("编号", "写入", "模板", "手机", "旗县区", "状态", "原因", "次数", "计费", "通道")
NUMBER_LENGTH = 8
TONES: Mapping[MessageState, str] = {
    MessageState.CREATED: "now",
    MessageState.SENDING: "now",
    MessageState.SENT: "now",
    MessageState.UNKNOWN: "warn",
    MessageState.DELIVERED: "good",
    MessageState.FAILED: "bad",
    MessageState.REJECTED: "bad",
    MessageState.EXPIRED: "warn",
}
OUTCOMES: Mapping[str, str] = {
    "sent": "服务商收下",
    "rejected": "服务商拒绝这条",
    "misconfigured": "账号、签名或模板设置有误",
    "back_off": "服务商暂时不收",
    "pause": "服务商要求暂停",
    "unclear": "不知道有没有收下",
    "opted_out": "号码已退订",
    "lost": "发送中断",
    "looked_up": "向服务商查询过",
    "expired": "过了有效期，没有发",
    "cancelled": "不用再发",
}
FATES: Mapping[str, str] = {
    "taken": "运营商收下",
    "delivered": "手机收到",
    "failed_for_now": "暂时没有送到",
    "failed": "没有送到",
}


@dataclass(frozen=True)
class MessageLine:
    """One message in the list."""

    public_id: UUID
    number: str
    written: When
    title: str
    phone: str
    district: str
    state: str
    tone: str
    why: str
    attempts: int
    segments: int
    provider: str
    may_be_sent_again: bool

    @property
    def cells(self) -> tuple[str | int, ...]:
        head = (self.number, self.written.exact, self.title, self.phone, self.district, self.state, self.why)
        return (*head, self.attempts, self.segments, self.provider)


@dataclass(frozen=True)
class Around:
    """What was found about the messages of one page: names of districts, the last reason of each message."""

    districts: Mapping[int, str]
    reasons: Mapping[int, str]
    wordings: Mapping[str, Wording]
    now: datetime


def message_line(own: OutgoingMessage, around: Around) -> MessageLine:
    wording = around.wordings.get(own.template)
    return MessageLine(
        own.public_id,
        own.public_id.hex[:NUMBER_LENGTH],
        cell_of_moment(own.written_at, around.now),
        wording.title if wording else own.template,
        mask_phone(own.phone) if own.phone else "已清除",
        around.districts.get(own.district_id or 0, "不分旗县区"),
        STATES[own.state],
        TONES.get(own.state, ""),
        around.reasons.get(own.id, ""),
        own.attempts,
        own.segments,
        own.provider or "—",
        may_be_sent_again(own),
    )


def picked_messages(lines: Sequence[MessageLine], addresses: Sequence[str]) -> list[Picked]:
    """Those that are sent again at once: which, what, to whom, why they did not arrive."""
    return [
        Picked(str(own.public_id), address, (own.number, own.title, own.phone, own.district, own.why))
        for own, address in zip(lines, addresses, strict=True)
    ]


def may_be_sent_again(own: OutgoingMessage) -> bool:
    """Whether `retry_message` would take it; that it was sent again already it tells itself."""
    is_over = has_failed(own.state, is_settled=own.settled_at is not None)
    return is_over and own.template not in CODES and own.phone is not None


def text_of_message(own: OutgoingMessage, wording: Wording | None) -> str:
    """What was said; of a code never more than its template, for it opens a door."""
    if wording is None:
        return ""
    known = json.loads(own.parameters) if own.parameters and own.template not in CODES else {}
    return wording.filled({name: value for name, value in known.items() if name != LINK})


def events_of(
    attempts: Sequence[DeliveryAttempt], receipts: Sequence[MessageReceipt], now: datetime
) -> list[tuple[str, str, str, str]]:
    """When, what, the provider's number, code or reason; in order."""
    found = [
        *(
            (each.attempted_at, OUTCOMES.get(each.outcome, each.outcome), each.reference, each.fault)
            for each in attempts
        ),
        *(
            (
                each.received_at,
                f"回执：{FATES.get(each.fate.value, each.fate.value)}",
                each.reference,
                each.code,
            )
            for each in receipts
        ),
    ]
    return [
        (short_moment(at, now), what, reference or "—", why or "—")
        for at, what, reference, why in sorted(found, key=lambda each: each[0])
    ]
