"""作废: a check that counts for nothing, with the reason; its rows stay (R40: it does not count)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.views.check_views import CheckView
from training.checks.views.find_check import NotYourCheck, find_check, hold_check, level_of
from training.checks.views.see_check import view_of
from training.errors import Refusal
from training.meetings.acts.request_closing import request_closing
from training.meetings.views.find_meeting import open_meeting
from training.notice.notes import read_reason
from training.notice.terms import Audience, CheckLevel, CheckMethod
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


class AlreadyVoided(Refusal):
    """It has been voided before."""

    def __init__(self, number: str):
        super().__init__(f"检查 {number} 已经作废，不用再作废。")


class OnlyTheCityVoids(Refusal):
    """A verdict stands until the city takes it back, or nobody's check would ever fail."""

    def __init__(self) -> None:
        super().__init__("检查已有结论，只有市本级可以作废；请把原因报市本级。")


def void_check(session: Session, staff: Staff, check_id: UUID, reason: str, *, now: datetime) -> CheckView:
    """Void a running check of one's own level, or as the city any check.

    Raises NotFound, NotAnInspector, NotYourCheck, OnlyTheCityVoids, AlreadyVoided, ReasonMissing or
    TextTooLong.
    """
    check = find_check(session, staff, check_id)
    level = level_of(staff)
    hold_check(session, check)
    if level is not CheckLevel.CITY:
        _refuse_district(check, level)
    return void(session, check, reason, voided_by=staff.name, now=now, seen_by=staff)


def void(
    session: Session,
    check: SpotCheck,
    reason: str,
    *,
    voided_by: str,
    now: datetime,
    seen_by: Staff | None = None,
) -> CheckView:
    """For commands, whose operator may void any check; raises AlreadyVoided, ReasonMissing or TextTooLong."""
    hold_check(session, check)
    if check.voiding is not None:
        raise AlreadyVoided(check.number)
    check.voiding = CheckVoiding(reason=read_reason(reason, "作废检查"), voided_by=voided_by, voided_at=now)
    check.ended_at = check.ended_at or now
    session.flush()
    _close_meeting(session, check, seen_by, now)
    _tell_of_many(session, check, now)
    return view_of(session, check, seen_by, now)


def _close_meeting(session: Session, check: SpotCheck, seen_by: Staff | None, now: datetime) -> None:
    if running := open_meeting(session, check.id):
        request_closing(session, check, seen_by or running.host, now=now)


def _tell_of_many(session: Session, check: SpotCheck, now: datetime) -> None:
    """Whoever may void and start again could draw until the draw pleases; the others are to know."""
    own = select(func.count()).select_from(SpotCheck).join(CheckVoiding)
    of_level = (SpotCheck.class_id == check.class_id, SpotCheck.level == check.level)
    voided = session.scalar(own.where(*of_level)) or 0
    if voided >= check.rule_set.policy.voided_checks_alert:
        which = f"{check.training_class.class_number} 的{check.level}检查已作废 {voided} 次"
        chance = "每次重新开始都会重新抽取，" if check.method is CheckMethod.PHONE else ""
        draft = AlertDraft(
            kind="voided_checks",
            dedupe_key=f"voided_checks:{check.id}",
            text=f"{which}（最近是 {check.number}），{chance}请核实原因。",
            audience=Audience.INSPECTORS,
            training_class=check.training_class,
        )
        raise_alert(session, draft, now=now)


def _refuse_district(check: SpotCheck, level: CheckLevel) -> None:
    if check.level is not level:
        raise NotYourCheck(check.level)
    if check.conclusion is not None:
        raise OnlyTheCityVoids
