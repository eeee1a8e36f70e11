"""Which of the running checks a command in the chat is about."""

from uuid import UUID

from sqlalchemy import Select, and_
from sqlalchemy.orm import Session

from training.checks.views.find_check import level_of, visible_checks
from training.errors import Next, NotNow
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


class NoCheckRunning(NotNow):
    """There is no check that the command could be about."""

    leads_to = (Next.DUE, Next.HELP)

    def __init__(self) -> None:
        super().__init__("您没有正在进行的查班。先点“待查”选一个班，或写“电话查班 班号”“视频查班 班号”。")


class WhichCheck(NotNow):
    """Several colleagues' checks are running, and nobody could say which is meant."""

    leads_to = (Next.DUE,)

    def __init__(self, class_numbers: list[str]):
        super().__init__(f"本级有几个查班正在进行：{'、'.join(class_numbers)}。请先写“电话查班 班号”进入。")
        self.class_numbers = class_numbers


def check_in_focus(session: Session, staff: Staff) -> UUID:
    """The check entered last, else one's own, else the only one of the level that runs.

    Raises NoCheckRunning, WhichCheck or NotAnInspector.
    """
    running = session.execute(_running(staff)).all()
    if not running:
        raise NoCheckRunning
    entered = [check_id for check_id, _, _, is_entered in running if is_entered]
    own = [check_id for check_id, started_by, _, _ in running if started_by == staff.name]
    if len(running) > 1 and not (entered or own):
        raise WhichCheck([number for _, _, number, _ in running])
    return (entered or own or [running[0].public_id])[0]


def _running(staff: Staff) -> Select[UUID, str, str, bool]:
    """Those of one's own level, the latest first: which, whose, of which class, and whether entered last."""
    is_entered = and_(CheckFocus.check_id == SpotCheck.id, CheckFocus.staff_id == staff.id)
    columns = (SpotCheck.public_id, SpotCheck.started_by, TrainingClass.class_number)
    running = visible_checks(staff).where(SpotCheck.level == level_of(staff), SpotCheck.ended_at.is_(None))
    return (
        running.with_only_columns(*columns, CheckFocus.id.is_not(None))
        .outerjoin(CheckFocus, is_entered)
        .order_by(SpotCheck.started_at.desc(), SpotCheck.id.desc())
    )
