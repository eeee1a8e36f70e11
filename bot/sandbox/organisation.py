"""The stand-in's organisation: what people send to the robot and what the robot sends."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from time import time
from typing import Any

from bot.sandbox.answers import NextAnswers
from bot.sandbox.chats import GROUP_ID, GROUP_TITLE, ROBOT, Chats, Entry, Person, chat_of
from bot.sandbox.gateway import MESSAGES, PRESSES, Gateway
from bot.sandbox.meetings import Meetings

WEBHOOK_LASTS_MS = 90 * 60 * 1000
LONGEST_CARD_VALUE = 1024
QUOTA_CODE = 20001
CORP = "ding-sandbox"


@dataclass
class Organisation:
    """Its secrets, its chats, and what is on the way between them."""

    client_id: str
    client_secret: str
    chats: Chats
    gateway: Gateway
    trainees: Callable[[], list[Person]] = list
    """Those of the address book who do not chat with the robot."""
    meetings: Meetings = field(default_factory=Meetings)
    answers: NextAnswers = field(default_factory=NextAnswers)
    """What the next calls of an interface are answered in place of what they ask for."""
    opened_with: dict[str, Any] = field(default_factory=dict)
    """How the latest connection was asked for."""
    lag_ms: int = 0
    """How much later than it was said DingTalk brings a message."""
    corp: str = CORP
    """Whose people write: another corporation may have the same userids."""
    address: str = ""
    """Where the stand-in itself is reached, for the addresses that it hands out."""
    tokens: set[str] = field(default_factory=set)
    webhooks: dict[str, str] = field(default_factory=dict)
    """Session -> conversation."""
    files: dict[str, bytes] = field(default_factory=dict)
    cards: dict[str, Entry] = field(default_factory=dict)
    kept_back: list[str] = field(default_factory=list)
    """Whom flow control keeps messages from, one time each."""
    agent_id: int = 1
    noticed: set[tuple[str, str]] = field(default_factory=set)
    """Who was sent which work notice: the same is shown once."""
    todos: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Things to do, by their own number."""
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What stands in calendars, by its own number."""
    _pressed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gateway.acknowledged = self._answered
        self.meetings.push = self.gateway.push_event

    def everybody(self) -> list[Person]:
        """The address book."""
        return [*self.chats.people(), *self.trainees()]

    def say(self, userid: str, text: str, conversation_id: str = "") -> str:
        """Somebody types a text to the robot; gives DingTalk's number of the message."""
        conversation = conversation_id or chat_of(userid)
        self.chats.add(conversation, userid, "text", {"text": text})
        # In a group the robot hears only what names it, without its name and with the space that stood there.
        heard = f" {text}" if conversation == GROUP_ID else text
        return self._push_message(userid, conversation, {"msgtype": "text", "text": {"content": heard}})

    def show_and_say(self, userid: str, picture: bytes, text: str) -> str:
        """Somebody sends a picture with words under it, as one message."""
        code = token_hex(12)
        self.files[code] = picture
        self.chats.add(chat_of(userid), userid, "picture", {"address": f"/files/{code}"})
        parts = [{"downloadCode": code, "type": "picture"}, {"text": text}]
        return self._push_message(
            userid, chat_of(userid), {"msgtype": "richText", "content": {"richText": parts}}
        )

    def show(self, userid: str, picture: bytes, conversation_id: str = "") -> str:
        """Somebody sends a picture."""
        code = token_hex(12)
        self.files[code] = picture
        conversation = conversation_id or chat_of(userid)
        self.chats.add(conversation, userid, "picture", {"address": f"/files/{code}"})
        content = {"downloadCode": code}
        return self._push_message(userid, conversation, {"msgtype": "picture", "content": content})

    def hand_over(self, userid: str, name: str, content: bytes) -> str:
        """Somebody sends a file; in a group nobody can."""
        code = token_hex(12)
        self.files[code] = content
        self.chats.add(chat_of(userid), userid, "text", {"text": f"（文件）{name}"})
        told = {"downloadCode": code, "fileName": name}
        return self._push_message(userid, chat_of(userid), {"msgtype": "file", "content": told})

    def speak(self, userid: str, recognition: str) -> str:
        """Somebody sends a voice message, which DingTalk turned into text."""
        self.chats.add(chat_of(userid), userid, "text", {"text": f"（语音）{recognition}"})
        content = {"recognition": recognition, "duration": 3000, "downloadCode": token_hex(8)}
        return self._push_message(userid, chat_of(userid), {"msgtype": "audio", "content": content})

    def press(self, userid: str, card: str, parameters: dict[str, Any]) -> str:
        """Somebody presses a button of a card that calls back."""
        content = {"cardPrivateData": {"actionIds": ["1"], "params": parameters}}
        said = {
            "type": "actionCallback",
            "outTrackId": card,
            "corpId": self.corp,
            "userId": userid,
            "extension": "{}",
            "content": json.dumps(content, ensure_ascii=False),
        }
        message_id = self.gateway.push(PRESSES, said)
        self._pressed[message_id] = card
        return message_id

    def receive(self, conversation_id: str, title: str, text: str) -> None:
        """The robot writes."""
        self.chats.add(conversation_id, ROBOT, "markdown", {"title": title, "text": text})

    def deliver_card(self, card: str, space: str, values: dict[str, str], template: str) -> bool:
        """Show a card in the space that DingTalk names so; False where there is no such space."""
        kind, _, target = space.removeprefix("dtv1.card//").partition(".")
        conversation = GROUP_ID if kind == "IM_GROUP" else chat_of(target)
        if kind not in ("IM_GROUP", "IM_ROBOT") or (kind == "IM_ROBOT" and not self.chats.knows(target)):
            return False
        content = {"card": card, "template": template, "values": values}
        self.cards[card] = self.chats.add(conversation, ROBOT, "card", content)
        return True

    def update_card(self, card: str, values: dict[str, str], *, by_key: bool) -> bool:
        entry = self.cards.get(card)
        if entry is None:
            return False
        kept = entry.content["values"] if by_key else {}
        self.chats.change(entry, entry.content | {"values": kept | values})
        return True

    def webhook_for(self, conversation_id: str) -> str:
        session = token_hex(16)
        self.webhooks[session] = conversation_id
        return f"{self.address}/robot/sendBySession?session={session}"

    def _push_message(self, userid: str, conversation_id: str, content: dict[str, Any]) -> str:
        message_id = f"msg{token_hex(10)}=="
        now = int(time() * 1000)
        is_group = conversation_id == GROUP_ID
        said = {
            "conversationId": conversation_id,
            "conversationType": "2" if is_group else "1",
            "chatbotCorpId": CORP,
            "chatbotUserId": "$:LWCP_v1:$robot",
            "msgId": message_id,
            "senderId": f"$:LWCP_v1:${userid}",
            "senderNick": next((each.name for each in self.chats.people() if each.userid == userid), "访客"),
            "senderStaffId": userid,
            "senderCorpId": self.corp,
            "isAdmin": False,
            "createAt": int(self.meetings.clock() * 1000) - self.lag_ms,
            "sessionWebhook": self.webhook_for(conversation_id),
            "sessionWebhookExpiredTime": now + WEBHOOK_LASTS_MS,
            "robotCode": self.client_id,
            **({"conversationTitle": GROUP_TITLE, "isInAtList": True} if is_group else {}),
        }
        is_emptied = self.gateway.faults.quota == "messages"
        emptied = {"msgtype": content["msgtype"], "errCode": QUOTA_CODE, "errMsg": "额度已用完"}
        self.gateway.push(MESSAGES, said | (emptied if is_emptied else content))
        return message_id

    def _answered(self, message_id: str, answer: dict[str, Any]) -> None:
        """An acknowledged press may bring new values for its card along."""
        card = self._pressed.pop(message_id, "")
        response = answer.get("response")
        values = response.get("cardData", {}).get("cardParamMap") if isinstance(response, dict) else None
        if card and values:
            self.update_card(card, values, by_key=True)
