"""What DingTalk pushes of meetings -> what happened to whom; pure, and never raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.line.said import mapping, mappings, moment_in, number_in, span_in, text_in
from training.meetings.rules.news import MeetingNews, MemberNews

STATUS, MEMBERS = "meeting_status_change", "meeting_member_status_change"
# The same of meetings that this app made; an organisation ticks the one or the other.
TARGETED = "_target_push"
JOINS, LEAVES = "user_join", "leave"
CREATED, CLOSED = "conference_created", "conference_closed"
"""The scenes that DingTalk documents; its own sample has CREATED with the status of a meeting that ended."""
ENDED = "1"
PRESENT, GONE, ON_THE_WAY = {"3"}, {"4", "5", "6"}, {"0", "1", "2"}
LONGEST_ID = 255
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """An event as the connection brings it."""

    event_id: str
    event_type: str
    born_at: datetime
    said: Said


def hear_event(frame: Frame) -> MeetingNews | None:
    """None for what is no event of a meeting."""
    kind = frame.event_type.removesuffix(TARGETED)
    if kind == STATUS:
        return _of_meeting(frame, mapping(frame.said.get("openConfModel")))
    if kind == MEMBERS:
        return _of_members(frame, mappings(frame.said.get("openMemberModels")))
    return None


def _of_meeting(frame: Frame, told: Said) -> MeetingNews | None:
    begun_at = moment_in(told, "startTime")
    ended_at = moment_in(told, "endTime")
    if ended_at is None and begun_at is not None and number_in(told, "confDuration"):
        ended_at = begun_at + span_in(told, "confDuration")
    is_over = _is_over(text_in(frame.said, "changeScene"), text_in(told, "status"))
    ended_at = (ended_at or frame.born_at) if is_over else None
    return _news(frame, told, title=text_in(told, "title"), ended_at=ended_at, may_be_over=is_over is None)


def _is_over(scene: str, status: str) -> bool | None:
    """By the scene; None where scene and status contradict each other, or nobody knows the scene."""
    if scene == CREATED:
        return False
    if scene == CLOSED:
        return True if status in ("", ENDED) else None
    return None if status == ENDED else False


def _of_members(frame: Frame, told: list[Said]) -> MeetingNews | None:
    scene = text_in(frame.said, "changeScene")
    members = tuple(news for each in told if (news := _member(each, scene)) is not None)
    return _news(frame, told[0], members=members) if told else None


def _member(told: Said, scene: str) -> MemberNews | None:
    """None for one who is only being called."""
    joined_at, left_at = moment_in(told, "joinTime"), moment_in(told, "leaveTime")
    is_in = _is_in(text_in(told, "attendStatus"), scene, joined_at, left_at)
    if is_in is None:
        return None
    return MemberNews(
        account_id=text_in(told, "userId") or text_in(told, "unionId"),
        name=text_in(told, "userNick"),
        is_in=is_in,
        joined_at=joined_at,
        # Of whoever comes again it still tells the leaving before.
        left_at=None if is_in else left_at,
        by_phone=told.get("pstnJoin") is True,
    )


def _is_in(status: str, scene: str, joined_at: datetime | None, left_at: datetime | None) -> bool | None:
    """By the scene where it is one that we know, else by the status, else by the times."""
    if scene == JOINS:
        return True
    if LEAVES in scene or status in GONE:
        return False
    if status in PRESENT:
        return True
    if status in ON_THE_WAY or joined_at is None:
        return None
    return left_at is None


def _news(frame: Frame, told: Said, **fields: Any) -> MeetingNews | None:
    conference_id = text_in(told, "conferenceId")[:LONGEST_ID]
    if not conference_id or not frame.event_id:
        return None
    return MeetingNews(
        event_id=frame.event_id[:LONGEST_ID],
        conference_id=conference_id,
        said_at=frame.born_at,
        sequence=number_in(frame.said, "statusSeqNum"),
        **fields,
    )
