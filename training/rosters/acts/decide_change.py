"""The district agrees to a change of a roster, or does not; whoever asked never decides (R25)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.rules.roster_changes import ClassHasEnded
from training.classes.terms import ChangeState
from training.classes.views.imported_before import TURNS
from training.database import insert_new, wait_for_turn
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound, NotNow, NotYours
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.staff.staff import Staff
from training.rosters.acts.carry_out_change import carry_out_change
from training.rosters.views.see_changes import asked_by_herself, see_change


class ChangeDecided(NotNow):
    """Somebody was faster, or nobody had to decide; what stands stays."""

    def __init__(self, state: ChangeState):
        super().__init__(f"这条人员增减{state}，以先办的为准，请刷新查看。")


class OwnRequest(NotYours):
    """Whoever asked does not decide."""

    def __init__(self) -> None:
        super().__init__("这条人员增减是您提出的，请由旗县区的另一位工作人员审核。")


@dataclass(frozen=True)
class ChangeVerdict:
    """Agreed or not; whoever does not agree says why."""

    is_approved: bool
    note: str = ""


def decide_change(
    session: Session, staff: Staff, public_id: UUID, verdict: ChangeVerdict, *, now: datetime
) -> RosterChange:
    """Record it, and let it count if it is agreed to; tell the school.

    Raises NotFound, OwnRequest, SameHand, ChangeDecided, ReasonMissing, TextTooLong, ClassHasEnded
    or BadNewcomer.
    """
    change = see_change(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_ROSTER_CHANGES):
        raise NotFound("这条人员增减")
    if asked_by_herself(change, staff):
        raise OwnRequest
    check_other_hand(session, Signature(change.asked_by_id, change.asked_at), staff, now=now)
    wait_for_turn(session, TURNS["roster"])
    note = read_note(verdict.note) if verdict.is_approved else read_reason(verdict.note, "不同意人员增减")
    own = change.training_class
    if verdict.is_approved and change.kind.brings and shanghai_day(now) > own.ends_on:
        raise ClassHasEnded(own.ends_on)
    row = {
        "change_id": change.id,
        "is_approved": verdict.is_approved,
        "note": note,
        "decided_by_id": staff.id,
        "decided_at": now,
    }
    if change.is_at_once or not insert_new(session, RosterChangeDecision, [row]):
        session.expire(change, ["decision"])
        raise ChangeDecided(change.state)
    session.expire(change, ["decision"])
    if verdict.is_approved:
        carry_out_change(session, change, now=now)
    _tell(session, change, verdict.is_approved, now)
    return change


def _tell(session: Session, change: RosterChange, is_approved: bool, now: datetime) -> None:
    own, became = change.training_class, "已同意" if is_approved else "没有同意"
    why = f"说明：{change.decision.note}" if change.decision and change.decision.note else ""
    text = f"班级 {own.class_number} 的人员增减（{change.kind}，{change.effective_on} 起）{became}。{why}"
    key = f"roster_change_decided:{change.public_id}"
    draft = AlertDraft("roster_change_decided", key, text, Audience.INSTITUTION, own, about=change.public_id)
    raise_alert(session, draft, now=now)
