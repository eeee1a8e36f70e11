"""The district approves until a day that a trainee attends by something else than a face, or refuses."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.rules.alternatives import NotAskable, check_until, read_words
from training.attendance.views.alternatives.many_approved import many_approved
from training.attendance.views.alternatives.see_alternatives import see_alternative
from training.database import insert_new
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.alternatives import AlternativeDecision
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class AlternativeVerdict:
    """The last day where it is approved, None where it is refused; a refusal needs a note."""

    until: date | None
    note: str = ""


def decide_alternative(
    session: Session, staff: Staff, public_id: UUID, verdict: AlternativeVerdict, *, now: datetime
) -> None:
    """Record it; raises NotFound, SameHand, BadAlternative, or NotAskable where somebody was faster."""
    asked = see_alternative(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_ALTERNATIVES):
        raise NotFound("这条不刷脸申请")
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    if verdict.until is not None:
        check_until(verdict.until, asked.enrolment.training_class.ends_on, now)
    row = {
        "alternative_id": asked.id,
        "until": verdict.until,
        "note": read_words(verdict.note, may_be_empty=verdict.until is not None),
        "decided_by_id": staff.id,
        "decided_at": now,
    }
    if not insert_new(session, AlternativeDecision, [row]):
        raise NotAskable("这条申请已经审核过，结果以先审核的为准，请刷新查看。")
    session.expire(asked, ["decision"])
    if verdict.until is not None:
        _tell_of_many(session, asked.enrolment.training_class, now)


def _tell_of_many(session: Session, own: TrainingClass, now: datetime) -> None:
    """The city reads it too: whoever approves a whole class takes a sign of fraud away from everybody."""
    many = many_approved(session, own)
    if many:
        key = f"alternatives_many:{own.id}:{shanghai_day(now)}"
        text = f"班级 {own.class_number} {many}。"
        raise_alert(session, AlertDraft("alternatives_many", key, text, Audience.INSPECTORS, own), now=now)
