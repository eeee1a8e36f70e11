"""Interactive cards that update in place, and a running check as one of them; pure."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from bot.answers.check_lines import brief, confirmation_lines
from bot.answers.replies import Button, about, escape, sending
from bot.answers.video_checks import next_steps
from bot.settings import STANDARD_CARD
from bot.words.platform import DINGTALK
from bot.words.spellings import DRAW_MORE, FINISH, LOOK, NEXT, PROGRESS, ROSTER
from training.chat.acts.take_due_cards import CardToDraw
from training.checks.rules.calls import Standing
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import code_of_check
from training.checks.views.video.video_views import VideoView

LONGEST_VALUE = 1024
"""Bytes that DingTalk takes for one value of a card."""
MOST_NAMED = 6
MOST_ADDRESSES = 4
"""Buttons of the common card that fit into a value: each says its address twice."""
ROOM_FOR_OTHERS = (LOOK, ROSTER)
"""They stand under 进度 too."""
NEW_LINE = "  \n  "


def values_of(view: CheckView, template: str) -> dict[str, str]:
    """What the card of a check shows."""
    title = f"{view.of_class.number} {view.state}"
    return as_values(title, _lines(view), view.of_class.name, _buttons(view, template))


def as_values(title: str, lines: Iterable[str], tips: str, buttons: list[dict[str, Any]]) -> dict[str, str]:
    """The fields of DingTalk's common card; every value fits its limit, and no text is markup."""
    return {
        "title": _cut(escape(title), 120),
        "markdown": _cut(NEW_LINE.join(map(escape, lines)), LONGEST_VALUE),
        "tips": _cut(escape(tips), 120),
        "sys_full_json_obj": json.dumps({"msgButtons": buttons}, ensure_ascii=False),
    }


def button(text: str, command: str, template: str) -> dict[str, Any]:
    """DingTalk's common card opens addresses; a card of one's own calls back."""
    if template == STANDARD_CARD:
        return {"text": text, "url": sending(command), "iosUrl": sending(command), "color": "blue"}
    return {"text": text, "params": {"command": command}}


def digest_of(values: dict[str, str]) -> str:
    """Two cards that show the same have the same."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def new_card(card: CardToDraw, values: dict[str, str], template: str, robot: str) -> dict[str, Any]:
    """The body of createAndDeliver, into the chat of one person with the robot."""
    return {
        "cardTemplateId": template,
        "outTrackId": str(card.public_id),
        "callbackType": "STREAM",
        "cardData": {"cardParamMap": values},
        "openSpaceId": f"dtv1.card//IM_ROBOT.{card.chat_id}",
        "userIdType": 1,
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": robot},
    }


def changed_card(card: CardToDraw, values: dict[str, str]) -> dict[str, Any]:
    """The body of an update."""
    return {
        "outTrackId": str(card.public_id),
        "cardData": {"cardParamMap": values},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }


def _lines(view: CheckView) -> list[str]:
    if not view.is_running:
        return [f"{each.name}{each.state}：{each.numbers}" for each in view.conditions]
    if view.video:
        missing = (f"待办：{each}" for each in view.missing)
        return [brief(view), *_meeting(view.video), *missing, *confirmation_lines(view)]
    waiting = [f"{each.position}号" for each in view.people if each.is_to_be_called]
    more = f"等 {len(waiting)} 人" if len(waiting) > MOST_NAMED else ""
    lines = [brief(view)]
    if waiting:
        lines.append(f"待打：{'、'.join(waiting[:MOST_NAMED])}{more}")
    return [*lines, *(f"待办：{each}" for each in view.missing), *confirmation_lines(view)]


def _meeting(video: VideoView) -> list[str]:
    meeting = video.meeting
    if meeting is None:
        return []
    if not meeting.is_running:
        trouble = meeting.trouble(DINGTALK)
        return [f"会议{meeting.state}{f'：{trouble}' if trouble else ''}"]
    camera = f"，镜头开 {meeting.camera_on}" if meeting.looks else ""
    return [f"会议号 {meeting.room_code}，在会 {meeting.joined_now}/{len(meeting.people)}{camera}"]


def _buttons(view: CheckView, template: str) -> list[dict[str, Any]]:
    """Each names its check, so that an old card acts on no other."""
    steps = list(_steps(view))
    if template == STANDARD_CARD and len(steps) > MOST_ADDRESSES:
        steps = [each for each in steps if each.text not in ROOM_FOR_OTHERS]
    return [button(each.text, each.command, template) for each in steps]


def _steps(view: CheckView) -> tuple[Button, ...]:
    if not view.is_running:
        return ()
    code = code_of_check(view.check_id)
    if view.video:
        return about(code, *next_steps(view.video))
    replaceable = view.count(Standing.REPLACEABLE) and view.facts.reserve_left
    more = about(code, DRAW_MORE, seen=view.substituted) if replaceable else ()
    return (*about(code, NEXT), *more, *about(code, ROSTER, PROGRESS, FINISH))


def _cut(text: str, most_bytes: int) -> str:
    """The beginning that fits, without half a character."""
    return text.encode()[:most_bytes].decode(errors="ignore")
