"""作废: a check that counts for nothing, with the reason; its rows stay (R40: it does not count)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod, VoidingKind
from training.checks.views.check_views import CheckView
from training.checks.views.load_check import load_check
from training.meetings.acts.request_closing import request_closing
from training.meetings.views.find_meeting import open_meeting
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


def record_voiding(
    session: Session, check: SpotCheck, voiding: CheckVoiding, seen_by: Staff, *, now: datetime
) -> CheckView:
    """Void a check that is held and may be voided; everybody concerned is told at once."""
    check.voiding, check.ended_at = voiding, check.ended_at or now
    session.flush()
    if open_meeting(session, check.id):
        request_closing(session, check, seen_by, now=now)
    _tell(session, check, voiding, now)
    _tell_of_many(session, check, now)
    return finish_act(session, seen_by, load_check(session, check, now))


def _tell(session: Session, check: SpotCheck, voiding: CheckVoiding, now: datetime) -> None:
    is_voided = voiding.kind is VoidingKind.VOIDED
    how = f"由 {voiding.voided_by} 提出、{voiding.confirmed_by} 确认作废" if is_voided else ""
    how = how or f"由 {voiding.voided_by} 开始后收回"
    carried = "；抽中而未核实一致的学员带入下一次电话查班" if check.method is CheckMethod.PHONE else ""
    draft = AlertDraft(
        kind="check_voided",
        dedupe_key=f"check_voided:{check.id}",
        text=f"检查 {check.number} {how}，原因：{voiding.reason}{carried}。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=check.public_id,
    )
    raise_alert(session, draft, now=now)


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
            about=check.public_id,
        )
        raise_alert(session, draft, now=now)
