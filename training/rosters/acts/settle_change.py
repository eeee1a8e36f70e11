from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.terms import ChangeState
from training.database import insert_new
from training.errors import NotNow
from training.notice.notes import read_note, read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.rosters.acts.carry_out_change import carry_out_change


class ChangeDecided(NotNow):
    """Somebody was faster, or nobody had to decide; what stands stays."""

    def __init__(self, state: ChangeState):
        super().__init__(f"这条人员增减{state}，以先办的为准，请刷新查看。")


@dataclass(frozen=True)
class ChangeVerdict:
    """Agreed or not; whoever does not agree says why."""

    is_approved: bool
    note: str = ""


def settle_change(
    session: Session, change: RosterChange, verdict: ChangeVerdict, by_id: int | None, *, now: datetime
) -> None:
    """Record what was decided, once, and let it count if it is agreed to; the school is told.

    Raises ChangeDecided, ReasonMissing, TextTooLong or BadNewcomer.
    """
    note = read_note(verdict.note) if verdict.is_approved else read_reason(verdict.note, "不同意人员增减")
    row = {
        "change_id": change.id,
        "is_approved": verdict.is_approved,
        "note": note,
        "decided_by_id": by_id,
        "decided_at": now,
    }
    if change.is_at_once or not insert_new(session, RosterChangeDecision, [row]):
        session.expire(change, ["decision"])
        raise ChangeDecided(change.state)
    session.expire(change, ["decision"])
    if verdict.is_approved:
        carry_out_change(session, change, now=now)
    _tell(session, change, verdict.is_approved, now)


def _tell(session: Session, change: RosterChange, is_approved: bool, now: datetime) -> None:
    own, became = change.training_class, "已同意" if is_approved else "没有同意"
    why = f"说明：{change.decision.note}" if change.decision and change.decision.note else ""
    text = f"班级 {own.class_number} 的人员增减（{change.kind}，{change.effective_on} 起）{became}。{why}"
    key = f"roster_change_decided:{change.public_id}"
    draft = AlertDraft("roster_change_decided", key, text, Audience.INSTITUTION, own, about=change.public_id)
    raise_alert(session, draft, now=now)
