"""A meeting of the stand-in in the words of DingTalk's answers."""

from typing import Any

from bot.sandbox.meetings import Attendee, Conference

CAMERA_OFF, CAMERA_ON = 1, 2


def as_running(own: Conference, *, by_userid: bool = False) -> dict[str, Any]:
    people = [
        {
            "userId": each.union_id.removeprefix("union-") if by_userid else each.union_id,
            "nick": each.name,
            "attendStatus": each.status,
            "cameraStatus": (CAMERA_ON if each.camera_is_on else CAMERA_OFF) if each.is_in else 0,
            "micStatus": 1 if each.is_in else 0,
        }
        for each in own.people.values()
    ]
    return {"conferenceId": own.conference_id, "title": own.title, "status": own.status, "userList": people}


def as_member(own: Conference, person: Attendee) -> dict[str, Any]:
    return {
        "conferenceId": own.conference_id,
        "unionId": person.union_id,
        "userNick": person.name,
        "attendStatus": person.status,
        "joinTime": person.joined_ms,
        "leaveTime": person.left_ms,
        "duration": person.stayed_ms,
        "host": person.is_host,
        "coHost": False,
        "pstnJoin": person.by_phone,
    }
