"""The meetings of the stand-in: who is in, whose camera is on, and what shall go wrong."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import randbelow, token_hex
from threading import RLock
from time import time
from typing import Any

TARGETED = "_target_push"
INVITED, CALLING, IN, KICKED, LEFT = 1, 2, 3, 5, 6
CREATED, ENDED, STARTED = 0, 1, 2
LONGEST_TITLE = 50
LOWEST_CODE, CODES = 100_000_000, 900_000_000


@dataclass
class Attendee:
    """One who was invited, or came."""

    key: str
    name: str
    union_id: str
    by_phone: bool = False
    is_host: bool = False
    status: int = INVITED
    joined_ms: int = 0
    left_ms: int = 0
    stayed_ms: int = 0
    since_ms: int = 0
    """Since when without a break."""
    camera_is_on: bool = False
    rung: int = 0
    """How often the phone rang."""

    @property
    def is_in(self) -> bool:
        return self.status == IN


@dataclass
class Conference:
    """One meeting."""

    conference_id: str
    title: str
    host: str
    host_name: str
    room_code: str
    begun_ms: int
    ended_ms: int = 0
    sequence: int = 0
    people: dict[str, Attendee] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return self.ended_ms > 0

    @property
    def status(self) -> int:
        if self.is_over:
            return ENDED
        return STARTED if any(each.joined_ms for each in self.people.values()) else CREATED


class Meetings:
    """Everything of them, in memory; every change pushes an event as DingTalk does."""

    def __init__(self, clock: Callable[[], float] = time):
        self.clock = clock
        self.conferences: dict[str, Conference] = {}
        self.lives: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
        """Who watched a live stream: of the organisation, and from outside."""
        self.faults: dict[str, list[str]] = defaultdict(list)
        """The next faults of each call, by its name."""
        self.calls: list[str] = []
        """The names of the calls that came, those that failed included."""
        self.pushes_events = True
        self.names_by_userid = False
        """Whether a look names people as the chat does; its page says userId, its sample shows a unionId."""
        self.pages_never_end = False
        """Whether the list of members offers yet another page, with a token that is always new."""
        self.lists_unjoined = True
        """Whether a meeting that its host has not joined stands in the host's list; nobody documents it."""
        self.push: Callable[[str, dict[str, Any], int], str] = lambda event_type, data, born_ms: ""
        self._lock = RLock()

    def fail(self, call: str, *faults: str) -> None:
        """Let the next calls of this name fail, one after the other."""
        self.faults[call] += faults

    def next_fault(self, call: str) -> str:
        with self._lock:
            self.calls.append(call)
            return self.faults[call].pop(0) if self.faults[call] else ""

    def open(self, host: str, host_name: str, title: str) -> Conference:
        with self._lock:
            code = str(LOWEST_CODE + randbelow(CODES))
            made = Conference(token_hex(12), title[:LONGEST_TITLE], host, host_name, code, self._now())
            self.conferences[made.conference_id] = made
            self.invite(made, host, host_name)
            made.people[host].is_host = True
            self._tell_status(made, "conference_created")
        return made

    def running(self) -> list[Conference]:
        return [each for each in self.conferences.values() if not each.is_over]

    def invite(self, own: Conference, union_id: str, name: str, phone: str = "") -> Attendee:
        """Ring somebody, by the account or by the phone."""
        with self._lock:
            key = union_id or f"phone:{phone}"
            found = own.people.setdefault(key, Attendee(key, name, union_id, by_phone=not union_id))
            found.rung += 1
            if not found.is_in:
                found.status = CALLING
        return found

    def join(self, own: Conference, key: str, name: str = "") -> None:
        """Somebody comes in: invited or not, of the organisation or a stranger."""
        with self._lock:
            is_guest = not key
            key = key or f"outer-{name}"
            person = own.people.setdefault(key, Attendee(key, name or key, key))
            if own.is_over or person.is_in:
                return
            person.name = person.name if not is_guest else name
            person.status, person.since_ms = IN, self._now()
            person.joined_ms = person.joined_ms or person.since_ms
            self._tell_member(own, person, "user_join")

    def leave(self, own: Conference, key: str) -> None:
        with self._lock:
            person = own.people.get(key)
            if person is not None and person.is_in:
                self._see_off(person)
                self._tell_member(own, person, "user_leave")

    def turn_camera(self, own: Conference, key: str, *, on: bool) -> None:
        """DingTalk tells nobody of it."""
        with self._lock:
            if key in own.people:
                own.people[key].camera_is_on = on

    def end(self, own: Conference) -> None:
        with self._lock:
            if own.is_over:
                return
            for person in own.people.values():
                if person.is_in:
                    self._see_off(person)
            own.ended_ms = self._now()
            self._tell_status(own, "conference_closed")

    def _see_off(self, person: Attendee) -> None:
        person.status, person.left_ms, person.camera_is_on = LEFT, self._now(), False
        person.stayed_ms += person.left_ms - person.since_ms

    def _now(self) -> int:
        return int(self.clock() * 1000)

    def _tell_status(self, own: Conference, scene: str) -> None:
        told = {
            "conferenceId": own.conference_id,
            "title": own.title,
            "status": own.status,
            "startTime": own.begun_ms,
            "creatorId": own.host,
            "creatorNick": own.host_name,
            "bizType": "0",
            **({"endTime": own.ended_ms, "confDuration": own.ended_ms - own.begun_ms} if own.is_over else {}),
        }
        self._tell(own, "meeting_status_change", {"openConfModel": told, "changeScene": scene})

    def _tell_member(self, own: Conference, person: Attendee, scene: str) -> None:
        told = {
            "conferenceId": own.conference_id,
            "userId": person.union_id,
            "userNick": person.name,
            "joinTime": person.since_ms,
            "attendStatus": person.status,
            "pstnJoin": person.by_phone,
            "host": person.is_host,
            **({} if person.is_in else {"leaveTime": person.left_ms}),
        }
        self._tell(own, "meeting_member_status_change", {"openMemberModels": [told], "changeScene": scene})

    def _tell(self, own: Conference, event_type: str, said: dict[str, Any]) -> None:
        own.sequence += 1
        if self.pushes_events:
            self.push(event_type + TARGETED, said | {"statusSeqNum": own.sequence}, self._now())
