"""作废: a check that counts for nothing, with the reason; its rows stay (R40: it does not count)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.load_check import load_check
from training.errors import Next, NotNow
from training.meetings.acts.request_closing import request_closing
from training.meetings.views.find_meeting import open_meeting
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


def record_voiding(
    session: Session, check: SpotCheck, voiding: CheckVoiding, seen_by: Staff | None, *, now: datetime
) -> CheckView:
    """Void a check that is held; raises AlreadyVoided."""
    if check.voiding is not None:
        raise AlreadyVoided(check.number)
    check.voiding, check.ended_at = voiding, check.ended_at or now
    session.flush()
    _close_meeting(session, check, seen_by, now)
    _tell_of_many(session, check, now)
    return finish_act(session, seen_by, load_check(session, check, now))


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


class AlreadyVoided(NotNow):
    """It has been voided before."""

    leads_to = (Next.DUE,)

    def __init__(self, number: str):
        super().__init__(f"检查 {number} 已经作废，不用再作废。")
