"""A class that is checked by a meeting: three trainees in DingTalk, one to be texted, one neither."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.meetings import apply_pushed, grant_wishes
from bot.line.telling.meetings import tell_meetings
from bot.sandbox.chats import Person
from bot.sandbox.meetings import Conference, Meetings
from tests.bot.conftest import LIMIN, World
from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import SEED
from training.checks.acts.start_check import start_check
from training.checks.acts.video.request_meeting import request_meeting
from training.checks.acts.video.request_reminder import request_reminder
from training.checks.views.find_check import find_check
from training.meetings.acts.receive_event import receive_event
from training.meetings.acts.request_closing import request_closing
from training.meetings.acts.request_look import request_look
from training.meetings.rules.news import MeetingNews
from training.meetings.views.meeting_views import AttendeeLine, MeetingView
from training.meetings.views.see_meeting import see_meeting
from training.people.acts.verify_by_staff import verify_by_staff
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff

PHONE = "1370000000{}"
HOST = f"union-{LIMIN}"
Found = TypeVar("Found")


@dataclass
class Held:
    """A check of 学员1 to 学员5 by 李敏; every act is a transaction of its own."""

    world: World
    check_id: UUID

    @property
    def meetings(self) -> Meetings:
        return self.world.organisation.meetings

    @property
    def conference(self) -> Conference:
        """The only one that there is in DingTalk."""
        (only,) = self.meetings.conferences.values()
        return only

    def request(self) -> None:
        self._in_check(lambda session, staff, check: request_meeting(session, check, staff, now=self.now))

    def remind(self) -> int:
        return self._in_check(
            lambda session, staff, check: request_reminder(session, staff, check.public_id, now=self.now)
        )

    def look(self) -> None:
        self._in_check(lambda session, staff, check: request_look(session, check, now=self.now))

    def close(self) -> None:
        self._in_check(lambda session, staff, check: request_closing(session, check, staff, now=self.now))

    def grant(self, **span: float) -> None:
        """A bot makes its round, so much later."""
        self.world.clock.pass_by(**span)
        grant_wishes(self.world.house)

    def open(self) -> Conference:
        """Asked for, opened, everybody invited."""
        self.request()
        self.grant()
        self.grant()
        return self.conference

    def view(self) -> MeetingView:
        with self.world.house.database.reading() as session:
            check = find_check(session, find_staff(session, "李敏"), self.check_id)
            view = see_meeting(session, check, self.now)
            assert view is not None
            return view

    def person(self, name: str) -> AttendeeLine:
        (found,) = (each for each in self.view().people if each.name == name)
        return found

    def told(self) -> list[str]:
        """What 李敏 was told by now."""
        tell_meetings(self.world.house)
        return self.world.answers(LIMIN)

    def hear(self) -> None:
        """What was received is applied."""
        apply_pushed(self.world.house)

    def hear_of_the_opening(self) -> None:
        self.receive(MeetingNews("e-opened", *self._named(), title=self.conference.title))

    def hear_of_the_end(self) -> None:
        self.receive(MeetingNews("e-ended", *self._named(), sequence=2, ended_at=self.now))

    def _named(self) -> tuple[str, datetime]:
        return self.conference.conference_id, self.now

    def receive(self, news: MeetingNews) -> None:
        with self.world.house.database.jotting() as session:
            receive_event(session, news, now=self.now)
        self.hear()

    def texted(self) -> list[tuple[str, str]]:
        """Template and phone of every SMS that was written."""
        with self.world.house.database.reading() as session:
            written = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))
            return [(each.template, each.phone or "") for each in written]

    @property
    def now(self) -> datetime:
        return self.world.clock()

    def _in_check(self, work: Callable[[Session, Staff, SpotCheck], Found]) -> Found:
        with self.world.house.database.writing() as session:
            staff = find_staff(session, "李敏")
            return work(session, staff, find_check(session, staff, self.check_id))


def hold(world: World, trainees: list[Person]) -> Held:
    """学员1 to 学员3 are in DingTalk, 学员4 may be texted, 学员5 may not."""
    trainees += [Person(f"t{number}", f"学员{number}", phone=PHONE.format(number)) for number in (1, 2, 3)]
    with world.house.database.writing() as session:
        own = a_class(session, "BT-1")
        for number in range(1, 6):
            trainee = a_trainee(session, f"学员{number}", PHONE.format(number))
            an_enrolment(session, own, trainee, str(number))
        staff = find_staff(session, "李敏")
        texted = session.scalars(select(Trainee).where(Trainee.name == "学员4")).one()
        verify_by_staff(session, texted, staff, now=world.clock())
        check = start_check(session, staff, own.public_id, seed=SEED, now=world.clock())
    return Held(world, check.check_id)
