"""What DingTalk pushes -> what was said, by whom, and where the answer goes; pure, and never raises."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self

from bot.line.said import mapping, mappings, moment_in, number_in, text_in, unwrapped
from bot.words.commands import Command
from bot.words.readers import read_command
from bot.words.stamps import Stamp, split_stamp

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
    document: str = ""
    """Code of a file, and its name."""
    document_name: str = ""
    conversation_id: str = ""
    is_group: bool = False
    webhook: str = ""
    webhook_ends_ms: int = 0
    is_press: bool = False
    """A press of a card's button: there is no webhook, and the card itself shows what came of it."""
    is_strange: bool = False
    """Neither text, picture nor file, such as a video."""
    is_emptied: bool = False
    """DingTalk kept the text back: the month's quota is used up."""
    said_at_ms: int = 0
    """When it was said, by DingTalk's clock; 0 where nobody tells, as of a press."""
    card_id: str = ""
    """The card whose button was pressed."""
    corp_id: str = ""
    """The corporation of whoever said it."""
    robot_corp_id: str = ""
    """That of the robot, which is ours; a press does not tell it."""

    @cached_property
    def command(self) -> Command:
        """What the words mean; read once, for everybody who works on the message."""
        return read_command(self._said[0])

    @property
    def stamp(self) -> Stamp | None:
        """Which check a button named."""
        return self._said[1]

    @cached_property
    def _said(self) -> tuple[str, Stamp | None]:
        return split_stamp(self.text)

    @property
    def webhook_ends(self) -> datetime:
        return datetime.fromtimestamp(self.webhook_ends_ms / 1000, UTC)

    @property
    def said_at(self) -> datetime | None:
        return moment_in({"ms": self.said_at_ms}, "ms")

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Also of a newer bot, which knows more of a message: while it is put in place both are at work."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in json.loads(text).items() if name in known}
        return cls(**(values | {"downloads": tuple(values["downloads"])}))


def hear_message(frame_id: str, said: Mapping[str, Any]) -> Heard:
    """A message of a robot's chat (topic /v1.0/im/bot/messages/get)."""
    text, downloads = _content(said)
    document = mapping(said.get("content")) if text_in(said, "msgtype") == "file" else {}
    code = text_in(document, "downloadCode")
    return Heard(
        message_id=(text_in(said, "msgId") or f"frame:{frame_id}")[:LONGEST_MESSAGE_ID],
        sender=text_in(said, "senderStaffId")[:LONGEST_ID],
        text=text,
        downloads=downloads[:MOST_PICTURES],
        document=code,
        document_name=text_in(document, "fileName"),
        conversation_id=text_in(said, "conversationId"),
        is_group=text_in(said, "conversationType") == GROUP,
        webhook=text_in(said, "sessionWebhook"),
        webhook_ends_ms=number_in(said, "sessionWebhookExpiredTime"),
        is_strange=not (text or downloads or code),
        is_emptied=text_in(said, "errCode") == QUOTA_EMPTY,
        said_at_ms=number_in(said, "createAt"),
        corp_id=text_in(said, "senderCorpId"),
        robot_corp_id=text_in(said, "chatbotCorpId"),
    )


def hear_press(frame_id: str, said: Mapping[str, Any]) -> Heard:
    """A press of a card's button (topic /v1.0/card/instances/callback), whose parameters hold a command."""
    content = unwrapped(said.get("content"))
    pressed = mapping(content.get("cardPrivateData"))
    command = text_in(mapping(pressed.get("params")), "command")
    return Heard(
        message_id=f"press:{frame_id}"[:LONGEST_MESSAGE_ID],
        sender=text_in(said, "userId")[:LONGEST_ID],
        text=command,
        is_press=True,
        is_strange=not command,
        card_id=text_in(said, "outTrackId"),
        corp_id=text_in(said, "corpId"),
    )


def of_our_people(heard: Heard, corp_id: str) -> Heard:
    """In another corporation the same userid is somebody else: whoever is not of ours is nobody to us.

    `corp_id` is ours; where it is empty, that of the robot which was written to.
    """
    ours = corp_id or heard.robot_corp_id
    is_foreign = bool(ours and heard.corp_id) and heard.corp_id != ours
    return replace(heard, sender="") if is_foreign else heard


def _content(said: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    kind, content = text_in(said, "msgtype"), mapping(said.get("content"))
    if kind == "text":
        return text_in(mapping(said.get("text")), "content"), ()
    if kind == "audio":
        # DingTalk itself turns speech into text.
        return text_in(content, "recognition"), ()
    if kind == "picture":
        return "", tuple(filter(None, [text_in(content, "downloadCode")]))
    if kind == "richText":
        parts = mappings(content.get("richText"))
        texts = " ".join(filter(None, (text_in(part, "text") for part in parts)))
        return texts, tuple(filter(None, (text_in(part, "downloadCode") for part in parts)))
    return "", ()
