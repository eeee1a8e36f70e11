"""Spot checks by video: a meeting that was held, one that could not be, and one that goes on (R31 to R35)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import StringIO
from typing import Any, TypeVar

from training.checks.acts.evidence.count_faces import FaceReport, count_faces
from training.checks.acts.new_check import Why
from training.checks.acts.video.report_failure import FailureReport, report_failure
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.sheets.statistics import StatisticsFile, read_statistics
from training.checks.terms import FallbackReason
from training.meetings.acts.apply_events import apply_events
from training.meetings.acts.inviting.finish_inviting import finish_inviting
from training.meetings.acts.inviting.note_invitations import note_invitations
from training.meetings.acts.inviting.plan_invitations import plan_invitations
from training.meetings.acts.note_meeting_told import note_meeting_told
from training.meetings.acts.receive_event import receive_event
from training.meetings.acts.recording.record_closed import record_closed
from training.meetings.acts.recording.record_members import record_members
from training.meetings.acts.recording.record_opened import record_opened
from training.meetings.acts.take_meeting_notices import take_meeting_notices
from training.meetings.acts.wishes.note_failure import note_failure
from training.meetings.acts.wishes.take_wishes import take_wishes
from training.meetings.rules.news import MeetingNews, MemberNews
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult, MeetingTrouble
from training.notice.clock import SHANGHAI
from training.pictures.pictures import MB
from training.ports.meetings import MeetingMember, OpenedMeeting
from webapp.demo.city.at_check import AtCheck
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, CITY_TOO, IN_DONGHE, IN_KUNDULUN, IN_QINGSHAN

Found = TypeVar("Found")


class AtVideoCheck(AtCheck):
    """Beside the inspector, DingTalk: what it would have answered is told here."""

    def by_video(self, override: str = "") -> "AtVideoCheck":
        self.view = start_video_check(
            self.city.session, self.staff, self.own.public_id, why=Why(override), now=self.now
        )
        return self

    def take(self) -> TakenWish:
        """The one thing that is wished of DingTalk now."""
        self.pass_by()
        (wish,) = take_wishes(self.city.session, now=self.now)
        return wish

    def answer(self, act: Callable[..., Found], *arguments: Any) -> Found:
        return act(self.city.session, *arguments, now=self.now)

    def see_faces(self, percent: int) -> None:
        taken = self.photograph(self.share(percent), shows_everybody=False).pictures[-1]
        self.act(count_faces, FaceReport(self.share(percent), taken.evidence_id))

    def hold_meeting(self, percent: int) -> None:
        """DingTalk makes the meeting and rings everybody; so many of a hundred join."""
        number = self.view.number
        room = int.from_bytes(self.city.chance(number)[:4]) % 10**9
        opened = OpenedMeeting(f"conference-{number}", "https://meeting.example/1", f"{room:09d}")
        self.answer(record_opened, self.take(), opened)
        wish = self.take()
        ringing = self.answer(partial(plan_invitations, by_phone=True), wish)
        self.answer(note_invitations, [each.invitation_id for each in ringing], InviteResult.SENT)
        self.answer(finish_inviting, wish)
        people = self.city.standing(self.own.class_number)[: self.share(percent)]
        self.joined = [each.enrolment.trainee.name for each in people]
        members = tuple(MemberNews("", name, True, self.now) for name in self.joined)
        news = MeetingNews(f"event-{number}", opened.conference_id, self.now, members=members)
        self.answer(receive_event, news)
        self.answer(apply_events)

    def end_meeting(self) -> None:
        """The list of those who had joined is kept."""
        self.answer(record_closed, self.take())
        wish, joined_at = self.take(), self.began + timedelta(minutes=3)
        members = [
            MeetingMember("", name, False, joined_at, self.now, self.now - joined_at) for name in self.joined
        ]
        self.answer(record_members, wish, members)


def held(check: AtVideoCheck) -> None:
    check.hold_meeting(92)
    check.see_faces(75)
    check.pass_by(timedelta(minutes=4))
    check.see_faces(92)
    check.conclude()
    check.end_meeting()


def too_few_faces(check: AtVideoCheck) -> None:
    check.hold_meeting(67)
    check.see_faces(50)
    check.conclude()
    check.end_meeting()


def by_statistics(check: AtVideoCheck) -> None:
    """DingTalk could not make the meeting, so the live statistics of the day decide."""
    check.answer(note_failure, check.take(), MeetingTrouble.QUOTA, "quota")
    why = "钉钉提示当月会议次数已用完，改用直播后台的统计"
    check.act(report_failure, FailureReport(FallbackReason.NOT_OPENED, why))
    file = _statistics(check)
    check.city.papers.put(file.key, file.content, file.media_type)
    check.act(use_statistics, file)
    check.conclude()


def waits_for_statistics(check: AtVideoCheck) -> None:
    why = "农村网络差，学员进不了会议，等机构导出直播统计"
    check.act(report_failure, FailureReport(FallbackReason.NOBODY_IN, why))


@dataclass(frozen=True)
class Planned:
    """Which online lesson is looked at, and what comes of it."""

    class_number: str
    inspector: str
    days: int
    clock: str
    story: Callable[[AtVideoCheck], None]


CHECKS = (
    Planned("BT2026-QS-201", CITY, -4, "14:20", held),
    Planned("BT2026-QS-201", IN_QINGSHAN, -2, "14:30", too_few_faces),
    Planned("BT2026-DH-305", CITY_TOO, -17, "14:15", by_statistics),
    Planned("BT2026-DH-305", IN_DONGHE, -15, "14:40", held),
    Planned("BT2026-DH-306", IN_DONGHE, -6, "14:25", by_statistics),
    Planned("BT2026-DH-306", CITY, -4, "14:10", too_few_faces),
    Planned("BT2026-KD-105", IN_KUNDULUN, -9, "14:35", held),
)
BEGAN_BEFORE = timedelta(minutes=25)
OVERRIDE = "学员反映有人替签，临时视频抽查"


def check_by_video(city: City) -> None:
    for each in CHECKS:
        began = city.at(each.days, each.clock)
        each.story(AtVideoCheck(city, each.inspector, each.class_number, began).by_video())
    for notice in take_meeting_notices(city.session, now=city.now):
        note_meeting_told(city.session, notice.key, now=city.now)


def begin_by_video(city: City) -> None:
    """Of the first, DingTalk makes the meeting as soon as the bot runs; the other cannot be held."""
    began = city.now - BEGAN_BEFORE
    AtVideoCheck(city, CITY_TOO, "BT2026-QS-201", began).by_video(OVERRIDE)
    waits_for_statistics(AtVideoCheck(city, IN_KUNDULUN, "BT2026-KD-102", began).by_video(OVERRIDE))


def _statistics(check: AtCheck) -> StatisticsFile:
    """An export in which all but one watched."""
    day = check.now.astimezone(SHANGHAI).date()
    lines = StringIO()
    lines.write("姓名,手机号,进入时间,离开时间\n")
    for each in check.city.standing(check.own.class_number)[1:]:
        trainee = each.enrolment.trainee
        lines.write(f"{trainee.name},{trainee.phone},{day} 14:02:00,{day} 16:55:00\n")
    return read_statistics(lines.getvalue().encode(), f"直播统计_{day}.csv", MB)
