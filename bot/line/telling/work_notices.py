"""工作通知: alerts as cards of the app with a button to their page, over the documented interface."""

import json
from collections.abc import Iterator, Sequence

from bot.answers.replies import Line, Reply, as_markdown, preview
from bot.line.openapi import OpenApi
from training.delivery.acts.take_notices import Notice
from training.notice.clock import SHANGHAI
from training.outbox.rules.pages_of_alerts import HOME, page_of

PATH = "/topapi/message/corpconversation/asyncsend_v2"
LARGEST_BYTES = 2048
"""Of the whole message, as the interface documents it."""


def in_cards(alerts: Sequence[Notice], public_url: str) -> Iterator[Sequence[Notice]]:
    """As few cards as their size allows, in the order in which the alerts were raised."""
    begin = 0
    for end in range(1, len(alerts) + 1):
        if end - begin > 1 and _size(card_of(alerts[begin:end], public_url)) > LARGEST_BYTES:
            yield alerts[begin : end - 1]
            begin = end - 1
    if alerts:
        yield alerts[begin:]


def card_of(alerts: Sequence[Notice], public_url: str) -> dict[str, object]:
    """Of one alert the button leads to its page; of several each line does, and the button to HOME."""
    pages = [public_url + page_of(each.kind, each.about) for each in alerts]
    is_one = len(alerts) == 1
    lines = [
        Line(in_words(each), address="" if is_one else page) for each, page in zip(alerts, pages, strict=True)
    ]
    reply = Reply(f"提醒 {len(alerts)} 条", tuple(lines))
    return {
        "msgtype": "action_card",
        "action_card": {
            "title": preview(reply),
            "markdown": as_markdown(reply),
            "single_title": "打开" if is_one else "打开工作台",
            "single_url": pages[0] if is_one else public_url + HOME,
        },
    }


def send_card(api: OpenApi, agent_id: int, userids: Sequence[str], card: dict[str, object]) -> None:
    """One call, whoever gets it; what came twice for one day DingTalk shows once. Raises ApiFailure."""
    body = {"agent_id": agent_id, "userid_list": ",".join(userids), "msg": card}
    api.call_older(PATH, body)


def in_words(alert: Notice) -> str:
    """When it was raised, and what it says."""
    return f"{alert.raised_at.astimezone(SHANGHAI):%m月%d日 %H:%M} {alert.text}"


def _size(card: dict[str, object]) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode())
