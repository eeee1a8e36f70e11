"""A check whose meeting runs, as if a bot had opened it; DingTalk's answers are handed in by the test."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.checks.checking import CITY, Checking
from training.checks.acts.video.request_meeting import request_meeting
from training.checks.acts.video.request_reminder import request_reminder
from training.checks.views.find_check import find_check
from training.meetings.acts.apply_events import apply_events
from training.meetings.acts.receive_event import receive_event
from training.meetings.acts.recording.record_closed import record_closed
from training.meetings.acts.recording.record_look import record_look
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.acts.request_closing import request_closing
from training.meetings.acts.request_look import request_look
from training.meetings.acts.wishes.note_failure import note_failure
from training.meetings.acts.wishes.take_wishes import take_wishes
from training.meetings.rules.news import MeetingNews
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import MeetingTrouble, WishKind
from training.meetings.views.meeting_views import MeetingView
from training.meetings.views.see_meeting import see_meeting
from training.ports.meetings import OpenedMeeting, SeenMember
from training.records.checks.spot_checks import SpotCheck
from training.records.meetings.meetings import Meeting
from training.records.staff.staff import Staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff

OPENED = OpenedMeeting("conf-1", "https://meeting.example/1", "123456789", ("0571",))
Found = TypeVar("Found")


class Meetings:
    """The city's inspector and the meeting of one check; every act is a transaction of its own."""

    def __init__(self, checking: Checking):
        self.checking = checking
        with checking.database.writing() as session:
            know_in_chat(session, find_staff(session, CITY), "limin")
        checking.start()

    @property
    def now(self) -> datetime:
        return self.checking.now

    def act(self, work: Callable[[Session, SpotCheck, Staff], Found]) -> Found:
        with self.checking.database.writing() as session:
            staff = find_staff(session, self.checking.who)
            return work(session, find_check(session, staff, self.checking.check_id), staff)

    def request(self) -> None:
        self.act(lambda session, check, staff: request_meeting(session, check, staff, now=self.now))

    def remind(self) -> int:
        return self.act(
            lambda session, check, staff: request_reminder(session, staff, check.public_id, now=self.now)
        )

    def look(self) -> None:
        self.act(lambda session, check, staff: request_look(session, check, now=self.now))

    def close(self) -> None:
        self.act(lambda session, check, staff: request_closing(session, check, staff, now=self.now))

    def take(self) -> list[TakenWish]:
        with self.checking.database.writing() as session:
            return take_wishes(session, now=self.now)

    def opened(self, opened: OpenedMeeting = OPENED) -> "Meetings":
        """Wanted and made; the first invitations are taken, so that they are out of the way."""
        self.request()
        (wish,) = self.take()
        self.write(lambda session: record_opened(session, wish, opened, now=self.now))
        self.take()
        return self

    def failed(self, trouble: MeetingTrouble) -> None:
        self.request()
        (wish,) = self.take()
        self.write(lambda session: note_failure(session, wish, trouble, "code", now=self.now))

    def looked(self, *seen: SeenMember, gone: bool = False) -> None:
        self.look()
        (wish,) = (each for each in self.take() if each.kind is WishKind.LOOK)
        self.write(lambda session: record_look(session, wish, None if gone else seen, now=self.now))

    def closed(self) -> None:
        self.close()
        (wish,) = (each for each in self.take() if each.kind is WishKind.CLOSE)
        self.write(lambda session: record_closed(session, wish, now=self.now))

    def hear(self, news: Iterable[MeetingNews]) -> int:
        """How many were new."""
        with self.checking.database.writing() as session:
            received = sum([receive_event(session, each, now=self.now) for each in news])
            apply_events(session, now=self.now)
        return received

    def write(self, work: Callable[[Session], Found]) -> Found:
        with self.checking.database.writing() as session:
            return work(session)

    def view(self) -> MeetingView:
        with self.checking.database.reading() as session:
            check = find_check(session, find_staff(session, CITY), self.checking.check_id)
            view = see_meeting(session, check, self.now)
            assert view is not None
            return view

    def kept(self, record: type[Found]) -> list[Found]:
        with self.checking.database.reading() as session:
            return list(session.scalars(select(record).order_by(record.id)))

    def meetings(self) -> list[Meeting]:
        return self.kept(Meeting)
