"""DingTalk's video meetings and live statistics, as the subject's port asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bot.line.api_answers import Answer, refuse_silence, refuse_unsuccess
from bot.line.meeting_troubles import trouble_named, troubles_named
from bot.line.openapi import OpenApi
from bot.line.said import mapping, mappings, moment_in, number_in, span_in, text_in, texts
from training.chat.terms import UsageKind
from training.meetings.rules.meetings import GONE
from training.meetings.terms import MeetingTrouble
from training.ports.meetings import (
    Invitee,
    LiveWatcher,
    MeetingFailed,
    MeetingMember,
    OpenedMeeting,
    SeenMember,
)

Said = Mapping[str, Any]
CONFERENCES = "/v1.0/conference/videoConferences"
WATCHERS = "/v1.0/live/lives/watchUsers"
MOST_ON_A_PAGE = 128
MOST_WATCHERS_ON_A_PAGE = 200
# A list that never ends is a fault of the vendor's, not a reason to ask for ever.
MOST_PAGES = 50
MOST_MEMBERS = MOST_PAGES * MOST_ON_A_PAGE
ENDED, IN_MEETING = "1", "3"
CAMERA = {"1": False, "2": True}
DONE = "200"
HOST_ONLY = {"permissionError": MeetingTrouble.HOST_ONLY}


class DingTalkMeetings:
    """`MeetingHost` by the conference interfaces; the ids of people are union ids throughout."""

    def __init__(self, api: OpenApi):
        self._api = api

    def open(self, host: str, title: str, invited: Sequence[str] = ()) -> OpenedMeeting:
        body = {"userId": host, "confTitle": title, "inviteUserIds": list(invited), "inviteCaller": True}
        with troubles_named():
            said = self._api.call("POST", CONFERENCES, body)
        if not said.get("conferenceId"):
            # It was made, or not; whatever answered did not say.
            raise MeetingFailed(MeetingTrouble.UNCLEAR, "no conferenceId")
        return _opened(str(said["conferenceId"]), said)

    def find_open(self, host: str, title: str, conference_id: str = "") -> OpenedMeeting | None:
        if conference_id:
            return self._opened_as(title, conference_id)
        for each in self._running(host):
            # Another meeting of the host's may end between the list and the look; it is not the one anyway.
            with _passed_over_when_gone():
                if found := self._opened_as(title, each):
                    return found
        return None

    def _opened_as(self, title: str, conference_id: str) -> OpenedMeeting | None:
        with troubles_named():
            said = self._api.call("GET", f"{CONFERENCES}/{conference_id}")
        found = mapping(said.get("confInfo"))
        is_it = text_in(found, "title") == title and text_in(found, "status") != ENDED
        return _opened(conference_id, found) if is_it else None

    def _running(self, host: str) -> list[str]:
        with troubles_named():
            lists = self._api.call("GET", "/v1.0/conference/users/lists", query={"unionId": host})
        return texts(lists.get("onGoingConfIdList"))

    def invite(self, conference_id: str, host: str, people: Sequence[Invitee]) -> None:
        accounts = [{"unionId": each.account_id, "nick": each.name} for each in people if each.account_id]
        phones = [{"phoneNumber": each.phone, "nick": each.name} for each in people if not each.account_id]
        body = {"unionId": host, "inviteeList": accounts, "phoneInviteeList": phones}
        with troubles_named():
            said = self._api.call("POST", f"{CONFERENCES}/{conference_id}/users/invite", body)
            refuse_unsuccess(said, "邀请入会", UsageKind.CALLS)

    def look(self, conference_id: str) -> tuple[SeenMember, ...] | None:
        with troubles_named():
            asked = self._api.call("POST", f"{CONFERENCES}/query", {"conferenceIdList": [conference_id]})
            said = _told(asked, "查询会议")
        for each in mappings(said.get("infos")):
            if text_in(each, "conferenceId") == conference_id:
                return tuple(map(_seen, mappings(each.get("userList"))))
        return None

    def members(self, conference_id: str) -> tuple[MeetingMember, ...]:
        path, token = f"{CONFERENCES}/{conference_id}/members", ""
        found: list[MeetingMember] = []
        asked: set[str] = set()
        for _ in range(MOST_PAGES):
            query = {"maxResults": MOST_ON_A_PAGE, **({"nextToken": token} if token else {})}
            with troubles_named():
                said = _told(self._api.call("GET", path, query=query), "查询参会成员")
            found += map(_member, mappings(said.get("memberModels")))
            if not said.get("memberModels") or len(found) >= (number_in(said, "totalCount") or MOST_MEMBERS):
                break
            asked.add(token)
            token = text_in(said, "nextToken")
            if not token or token in asked:
                break
        return tuple(found)

    def close(self, conference_id: str, host: str) -> None:
        with troubles_named(HOST_ONLY):
            said = self._api.call("DELETE", f"{CONFERENCES}/{conference_id}", query={"unionId": host})
        code = text_in(said, "code")
        if code not in ("", DONE):
            raise MeetingFailed(trouble_named(code) or MeetingTrouble.REFUSED, code)

    def watchers(self, live_id: str, asker: str) -> tuple[LiveWatcher, ...]:
        query = {"liveId": live_id, "unionId": asker, "pageSize": MOST_WATCHERS_ON_A_PAGE}
        found: list[LiveWatcher] = []
        for page in range(MOST_PAGES):
            with troubles_named():
                asked = self._api.call("GET", WATCHERS, query=query | {"pageNumber": page})
                said = _told(asked, "查询直播观看")
            result = mapping(said.get("result"))
            own, others = mappings(result.get("orgUsesList")), mappings(result.get("outOrgUserList"))
            found += map(_watcher, [*own, *others])
            if max(len(own), len(others)) < MOST_WATCHERS_ON_A_PAGE:
                break
        return tuple(found)


@contextmanager
def _passed_over_when_gone() -> Iterator[None]:
    try:
        yield
    except MeetingFailed as failure:
        if failure.trouble not in GONE:
            raise


def _told(said: Answer, what: str) -> Answer:
    refuse_silence(said)
    refuse_unsuccess(said, what, UsageKind.CALLS)
    return said


def _opened(conference_id: str, said: Said) -> OpenedMeeting:
    return OpenedMeeting(
        conference_id=conference_id,
        join_address=text_in(said, "externalLinkUrl"),
        room_code=text_in(said, "roomCode"),
        dial_in=tuple(texts(said.get("phoneNumbers"))),
    )


def _seen(said: Said) -> SeenMember:
    return SeenMember(
        # The field is called userId, and its sample is a unionId: whichever comes is known to the subject.
        account_id=text_in(said, "unionId") or text_in(said, "userId"),
        name=text_in(said, "nick"),
        is_in=text_in(said, "attendStatus") == IN_MEETING,
        camera_is_on=CAMERA.get(text_in(said, "cameraStatus")),
    )


def _member(said: Said) -> MeetingMember:
    joined_at = moment_in(said, "joinTime")
    return MeetingMember(
        account_id=text_in(said, "unionId"),
        name=text_in(said, "userNick"),
        is_in=text_in(said, "attendStatus") == IN_MEETING,
        joined_at=joined_at,
        left_at=moment_in(said, "leaveTime"),
        stayed=span_in(said, "duration") if joined_at else None,
        by_phone=said.get("pstnJoin") is True,
    )


def _watcher(said: Said) -> LiveWatcher:
    return LiveWatcher(
        name=text_in(said, "name"),
        watched_live=span_in(said, "watchLiveTime"),
        watched_playback=span_in(said, "watchPlaybackTime"),
        account_id=text_in(said, "unionId"),
        chat_id=text_in(said, "userId"),
        first_watched_at=moment_in(said, "firstWatchTime"),
    )
