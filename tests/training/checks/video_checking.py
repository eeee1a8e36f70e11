"""A class that learns online and is checked by video; every act is a transaction of its own."""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_lesson, at
from tests.training.checks.checking import Checking, a_picture, enrol
from training.checks.acts.evidence.count_faces import FaceReport, count_faces
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.new_check import Why
from training.checks.acts.video.look_at_cameras import look_at_cameras
from training.checks.acts.video.reopen_meeting import reopen_meeting
from training.checks.acts.video.report_failure import FailureReport, report_failure
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.sheets.statistics import StatisticsFile, read_statistics
from training.checks.terms import FallbackReason
from training.checks.views.check_views import CheckView
from training.database import Database
from training.notice.terms import HalfDay, Mode
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.staff.acts.know_in_chat import know_in_chat

LIVE = ("09:00", "09:40")
HEADER = ("姓名", "手机号", "进入时间", "离开时间")


def enrol_online(session: Session, class_number: str = "BT-1", trainees: int = 30) -> UUID:
    """On Monday morning the class learns online, in the afternoon and on Tuesday in its room."""
    class_id = enrol(session, class_number, trainees, lessons=False)
    own = session.scalars(select(TrainingClass).where(TrainingClass.public_id == class_id)).one()
    a_lesson(session, own, MONDAY, HalfDay.MORNING, mode=Mode.ONLINE)
    a_lesson(session, own, MONDAY, HalfDay.AFTERNOON)
    return class_id


def registered_in_chat(database: Database, *names: str) -> None:
    with database.writing() as session:
        for name in names:
            staff = session.scalars(select(Staff).where(Staff.name == name)).one()
            know_in_chat(session, staff, f"userid-{name}")


def trainees(*numbers: int) -> list[tuple[str, str, str, str]]:
    """Lines of those trainees of `enrol`, who watched from nine on."""
    return [(f"学员{each}", f"137{each:08}", *LIVE) for each in numbers]


def live_statistics(*lines: tuple[str, ...], day: date = MONDAY, name: str = "直播.csv") -> StatisticsFile:
    """An export with these lines: name, phone, from when, until when."""
    written = StringIO()
    table = csv.writer(written)
    table.writerow(HEADER)
    for who, phone, *clocks in lines:
        table.writerow((who, phone, *(f"{at(day, clock):%Y-%m-%d %H:%M:%S}" for clock in clocks)))
    return read_statistics(written.getvalue().encode(), name, 2**20)


@dataclass
class VideoChecking(Checking):
    """One inspector at work in one video check."""

    def start_video(self, override: str = "") -> CheckView:
        view = self.write(
            lambda session, staff: start_video_check(
                session, staff, self.class_id, why=Why(override), now=self.now
            )
        )
        self.check_id = view.check_id
        return view

    def screenshot(self, colour: str = "red") -> CheckView:
        return self.act(keep_evidence, ReceivedPicture(a_picture(colour), "chat"))

    def faces(self, count: int, evidence_id: UUID | None = None, **more: object) -> CheckView:
        return self.act(count_faces, FaceReport(count, evidence_id, **more)).view

    def see_faces(self, count: int, colour: str = "red") -> CheckView:
        """A screenshot, and its count."""
        taken = self.screenshot(colour).pictures[-1]
        return self.faces(count, taken.evidence_id)

    def fall_back(self, explanation: str = "会议发起不了", **more: object) -> CheckView:
        return self.act(report_failure, FailureReport(FallbackReason.NOT_OPENED, explanation, **more))

    def use(self, file: StatisticsFile, **more: object) -> CheckView:
        return self.act(use_statistics, file, **more)

    def reopen(self) -> CheckView:
        return self.act(reopen_meeting)

    def look(self) -> CheckView:
        return self.act(look_at_cameras)
