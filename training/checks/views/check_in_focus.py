"""Which of the running checks a command in the chat is about."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.list_checks import running_checks
from training.errors import Next, NotNow
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
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
    running = running_checks(session, staff)
    entered = session.scalar(
        select(SpotCheck.public_id)
        .join(CheckFocus, CheckFocus.check_id == SpotCheck.id)
        .where(CheckFocus.staff_id == staff.id)
    )
    for line in running:
        if line.check_id == entered:
            return line.check_id
    if not running:
        raise NoCheckRunning
    own = [line for line in running if line.started_by == staff.name]
    if len(running) > 1 and not own:
        raise WhichCheck([line.of_class.number for line in running])
    return (own or running)[0].check_id
