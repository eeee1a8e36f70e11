"""A class that may be checked now, and its roster (R37, R31)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import level_of
from training.classes.views.active_roster import active_roster
from training.classes.views.see_classes import see_class
from training.errors import Next, NotNow
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


class ClassNotRunning(NotNow):
    """A class is checked between its first and its last day."""

    leads_to = (Next.DUE,)

    def __init__(self, starts_on: date, ends_on: date):
        super().__init__(
            f"这个班 {starts_on} 开班、{ends_on} 结业，今天不在培训期内，不能查班；请选正在培训的班。"
        )


class NobodyOnRoster(NotNow):
    """A class without an active trainee cannot be drawn from."""

    leads_to = (Next.DUE,)

    def __init__(self) -> None:
        super().__init__("这个班没有在册学员，无法抽取；请先导入名册。")


class CheckIsRunning(NotNow):
    """A second check of the class by the same level waits until the first has ended."""

    leads_to = (Next.DUE, Next.PROGRESS)

    def __init__(self, running: SpotCheck | None):
        who = "刚刚有人"
        if running:
            who = f"{running.started_by} {running.started_at.astimezone(SHANGHAI):%m月%d日 %H:%M} "
        super().__init__(f"{who}已开始这个班的本级检查，请进入那一次继续，或等它结束。")
        self.check_id = running.public_id if running else None


def class_to_check(session: Session, staff: Staff, class_id: UUID, now: datetime) -> TrainingClass:
    """For both methods; raises NotAnInspector, NotFound or ClassNotRunning."""
    level_of(staff)
    own = see_class(session, staff, class_id)
    if not own.starts_on <= shanghai_day(now) <= own.ends_on:
        raise ClassNotRunning(own.starts_on, own.ends_on)
    return own


def refuse_second_check(session: Session, own: TrainingClass, staff: Staff) -> None:
    """Where one's level checks the class already, one is to come into that one, whatever else is asked."""
    of_level = (SpotCheck.class_id == own.id, SpotCheck.level == level_of(staff))
    running = session.scalars(select(SpotCheck).where(*of_level, SpotCheck.ended_at.is_(None))).one_or_none()
    if running is not None:
        raise CheckIsRunning(running)


def roster_to_check(session: Session, own: TrainingClass, now: datetime) -> list[Enrolment]:
    """For both methods; raises NobodyOnRoster."""
    roster = active_roster(session, own.id, now)
    if not roster:
        raise NobodyOnRoster
    return roster
