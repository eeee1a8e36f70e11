"""What DingTalk pushes -> what was said, by whom, and where the answer goes; pure, and never raises."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

GROUP = "2"
# A message whose text DingTalk kept back because the month's messages are used up.
QUOTA_EMPTY = "20001"
MOST_PICTURES = 9
LONGEST_ID = 64
LONGEST_MESSAGE_ID = 255


@dataclass(frozen=True)
class Heard:
    """One message, or one press of a card's button, as far as we need it."""

    message_id: str
    sender: str
    """The userid; empty for somebody outside the organisation."""
    text: str = ""
    downloads: tuple[str, ...] = ()
    """Codes of the pictures."""
    conversation_id: str = ""
    is_group: bool = False
    webhook: str = ""
    webhook_ends_ms: int = 0
    is_press: bool = False
    """A press of a card's button: there is no webhook, and the card itself shows what came of it."""
    is_strange: bool = False
    """Neither text nor picture, such as a video."""
    is_emptied: bool = False
    """DingTalk kept the text back: the month's quota is used up."""

    @property
    def webhook_ends(self) -> datetime:
        return datetime.fromtimestamp(self.webhook_ends_ms / 1000, UTC)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        values = json.loads(text)
        return cls(**(values | {"downloads": tuple(values["downloads"])}))


def hear_message(frame_id: str, said: Mapping[str, Any]) -> Heard:
    """A message of a robot's chat (topic /v1.0/im/bot/messages/get)."""
    text, downloads = _content(said)
    return Heard(
        message_id=(_text(said, "msgId") or f"frame:{frame_id}")[:LONGEST_MESSAGE_ID],
        sender=_text(said, "senderStaffId")[:LONGEST_ID],
        text=text,
        downloads=downloads[:MOST_PICTURES],
        conversation_id=_text(said, "conversationId"),
        is_group=_text(said, "conversationType") == GROUP,
        webhook=_text(said, "sessionWebhook"),
        webhook_ends_ms=_number(said, "sessionWebhookExpiredTime"),
        is_strange=not text and not downloads,
        is_emptied=_text(said, "errCode") == QUOTA_EMPTY,
    )


def hear_press(frame_id: str, said: Mapping[str, Any]) -> Heard:
    """A press of a card's button (topic /v1.0/card/instances/callback), whose parameters hold a command."""
    content = _object(said.get("content"))
    pressed = _mapping(content.get("cardPrivateData"))
    command = _text(_mapping(pressed.get("params")), "command")
    return Heard(
        message_id=f"press:{frame_id}"[:LONGEST_MESSAGE_ID],
        sender=_text(said, "userId")[:LONGEST_ID],
        text=command,
        is_press=True,
        is_strange=not command,
    )


def _content(said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    kind, content = _text(said, "msgtype"), _mapping(said.get("content"))
    if kind == "text":
        return _text(_mapping(said.get("text")), "content"), ()
    if kind == "audio":
        # DingTalk itself turns speech into text.
        return _text(content, "recognition"), ()
    if kind == "picture":
        return "", tuple(filter(None, [_text(content, "downloadCode")]))
    if kind == "richText":
        parts = [_mapping(part) for part in content.get("richText") or () if isinstance(part, Mapping)]
        texts = " ".join(filter(None, (_text(part, "text") for part in parts)))
        return texts, tuple(filter(None, (_text(part, "downloadCode") for part in parts)))
    return "", ()


def _text(values: Mapping[str, Any], name: str) -> str:
    """The value as text; half a character, which JSON can carry and no database keep, becomes a ?."""
    value = values.get(name)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).encode(errors="replace").decode()


def _number(values: Mapping[str, Any], name: str) -> int:
    text = _text(values, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else 0


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _object(text: object) -> Mapping[str, Any]:
    """DingTalk wraps objects into texts; whatever is none counts as an empty one."""
    if isinstance(text, Mapping):
        return text
    try:
        return _mapping(json.loads(text)) if isinstance(text, str) else {}
    except ValueError:
        return {}
