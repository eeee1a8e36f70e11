from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.money import yuan
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.acts.demand_recovery import KIND
from training.payments.rules.undoing import check_open
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.recoveries.find_recovery import find_recovery
from training.records.payments.payments import Recovery, RecoveryWithdrawal
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


def withdraw_recovery(
    session: Session, staff: Staff, place: tuple[UUID, UUID], reason: str, *, now: datetime
) -> RecoveryWithdrawal:
    """撤销追回: what of a demand has not come is not demanded any more, by another hand; its school hears.

    `place`: the line, and the demand.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, DemandEnded or SameHand.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    recovery, demand = find_recovery(session, line, place[1])
    said = read_reason(reason, "撤销追回")
    check_open(demand)
    check_other_hand(session, Signature(recovery.demanded_by_id, recovery.demanded_at), staff, now=now)
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    made = RecoveryWithdrawal(recovery_id=recovery.id, reason=said, **by)
    session.add(made)
    session.flush()
    _tell(session, line, (recovery, demand.left_fen), now)
    return made


def _tell(session: Session, line: SubsidyLine, what: tuple[Recovery, int], now: datetime) -> None:
    recovery, left_fen = what
    if recovery.payment_line.payment.institution_id is None:
        return
    own = line.enrolment.training_class
    who = f"班级 {own.class_number} {line.enrolment.trainee.name}"
    text = f"{who}的补贴 {yuan(left_fen)} 元不用退回了，{recovery.demanded_on} 的追回要求已撤销。"
    draft = AlertDraft(KIND, f"{KIND}:{recovery.public_id}:withdrawn", text, Audience.INSTITUTION, own)
    raise_alert(session, draft, now=now)
