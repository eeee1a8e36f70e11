"""An answer on its way: by the address that the message brought, else by the robot itself."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Self

from bot.answers.replies import Reply, as_markdown, preview
from bot.line.heard import Heard
from bot.line.house import House
from bot.line.openapi import ApiFailure, ApiRefused

# An address about to end might end on the way.
MARGIN = timedelta(seconds=5)
SENT_PRIVATELY = Reply("已私聊发给您", ("里面有不宜在群里显示的内容。",))


@dataclass(frozen=True)
class Answer:
    """A reply as it is kept with its act and sent."""

    title: str
    text: str
    is_private: bool
    has_card: bool

    @classmethod
    def of(cls, reply: Reply) -> Self:
        return cls(preview(reply), as_markdown(reply), reply.is_private, reply.has_card)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(**json.loads(text))


def send(house: House, heard: Heard, answer: Answer) -> None:
    """Answer where it was asked; what is private goes one to one. Raises ApiFailure."""
    if heard.is_press:
        if not answer.has_card:
            _send_privately(house, heard, answer)
    elif answer.is_private and heard.is_group:
        _send_privately(house, heard, answer)
        # The answer is there: were the hint waited for, or tried again, it would come twice.
        with suppress(ApiFailure):
            _send_here(house, heard, Answer.of(SENT_PRIVATELY))
    else:
        _send_here(house, heard, answer)


def _send_here(house: House, heard: Heard, answer: Answer) -> None:
    if heard.webhook and house.clock() < heard.webhook_ends - MARGIN:
        try:
            at = heard.sender if heard.is_group else ""
            house.api.answer_by_webhook(heard.webhook, answer.title, answer.text, at)
        except ApiRefused:
            # The address may have ended before its time; the robot can still write by itself.
            _send_by_robot(house, heard, answer)
    else:
        _send_by_robot(house, heard, answer)


def _send_by_robot(house: House, heard: Heard, answer: Answer) -> None:
    if heard.is_group and heard.conversation_id:
        house.api.send_to_group(heard.conversation_id, answer.title, answer.text)
    else:
        _send_privately(house, heard, answer)


def _send_privately(house: House, heard: Heard, answer: Answer) -> None:
    if not heard.sender:
        raise ApiRefused("对方不是本组织成员，不能主动给他发消息。")
    house.api.send_to_people([heard.sender], answer.title, answer.text)
