"""Which of the running checks a word in the chat is about that names none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.rules.said_before import was_said_before
from training.checks.views.find_check import checks_with_class, level_of, state_of, visible_checks
from training.errors import Next, NotNow
from training.notice.clock import SHANGHAI
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

MOST_RUNNING = 8


@dataclass(frozen=True)
class RunningCheck:
    """One that somebody of the level may come into."""

    check_id: UUID
    number: str
    class_name: str
    started_by: str


class NoCheckRunning(NotNow):
    """There is no check that the command could be about."""

    leads_to = (Next.DUE, Next.HELP)

    def __init__(self, ended: str = "") -> None:
        super().__init__(f"{ended}您没有正在进行的查班。先点“待查”选一个班，或写“查班 班号”。")


class WhichCheck(NotNow):
    """Checks are running, and nobody could say which is meant: nothing is done."""

    leads_to = (Next.DUE,)

    def __init__(
        self,
        running: tuple[RunningCheck, ...],
        ended: str = "",
        how: str = "请先点要查的那一个，看清班级再说一遍。",
    ):
        super().__init__(f"{ended}没有办理。{how}")
        self.running = running


class SaidBefore(WhichCheck):
    """It was said before the check was shown that is shown now: about another one, or about none."""

    def __init__(self, running: tuple[RunningCheck, ...], shown: SpotCheck):
        why = f"您发来时，检查 {shown.number}（{shown.training_class.name}）还没有打开，"
        super().__init__(running, why, "请看清班级，点要办的那一个。")


def check_in_focus(session: Session, staff: Staff, said_at: datetime | None = None) -> SpotCheck:
    """The check that was shown last to this person in the chat, as long as it runs.

    A colleague's check, or the next one of one's own, is never guessed; nor is one meant that was shown
    only after `said_at`. Raises NotAnInspector, NoCheckRunning, WhichCheck or SaidBefore.
    """
    level_of(staff)
    own = checks_with_class().join(CheckFocus, CheckFocus.check_id == SpotCheck.id)
    own = own.where(CheckFocus.staff_id == staff.id)
    focus = session.execute(own.add_columns(CheckFocus.entered_at)).one_or_none()
    shown: SpotCheck | None = focus[0] if focus else None
    if focus and shown is not None and shown.ended_at is None and shown.level is level_of(staff):
        if was_said_before(said_at, focus[1]):
            raise SaidBefore(running_for(session, staff), shown)
        return shown
    ended = _ended(shown) if shown is not None and shown.ended_at else ""
    running = running_for(session, staff)
    raise WhichCheck(running, ended) if running else NoCheckRunning(ended)


def running_for(session: Session, staff: Staff) -> tuple[RunningCheck, ...]:
    """Those of one's own level, one's own first, the latest first."""
    own = visible_checks(staff).where(SpotCheck.level == level_of(staff), SpotCheck.ended_at.is_(None))
    is_own = (SpotCheck.started_by == staff.name).desc()
    in_order = own.order_by(is_own, SpotCheck.started_at.desc(), SpotCheck.id.desc()).limit(MOST_RUNNING)
    return tuple(
        RunningCheck(each.public_id, each.number, each.training_class.name, each.started_by)
        for each in session.scalars(in_order)
    )


def shown_last(session: Session, staff: Staff) -> UUID | None:
    """Which check it was, whether it runs or not."""
    own = select(SpotCheck.public_id).join(CheckFocus, CheckFocus.check_id == SpotCheck.id)
    return session.scalar(own.where(CheckFocus.staff_id == staff.id))


def _ended(check: SpotCheck) -> str:
    ended: datetime | None = check.ended_at
    at = f"{ended.astimezone(SHANGHAI):%m月%d日 %H:%M} " if ended else ""
    return f"您上次看的检查 {check.number}（{check.training_class.name}）已在 {at}结束（{state_of(check)}）。"
