"""The institution of a class, or its district, approves or refuses a correction (补卡审核, R45)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.attendance.rules.corrections import LONGEST_REASON, NoReason, state_of
from training.attendance.rules.reminders import short_class_name
from training.attendance.views.see_corrections import see_correction
from training.database import insert_new
from training.errors import Next, NotFound, NotNow
from training.notice.permissions import Permission, may
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.people.views.reachable import opted_out, verified
from training.records.attendance.corrections import CorrectionDecision, PunchCorrection
from training.records.staff.staff import Staff

# Of no use once the trainee has looked at the page anyway.
MESSAGE_LASTS = timedelta(days=2)


class AlreadyDecided(NotNow):
    """Somebody was faster; what they decided stands."""

    leads_to = (Next.CORRECTIONS,)

    def __init__(self) -> None:
        super().__init__("这条补卡申请已经审核过，结果以先审核的为准，请刷新查看。")


@dataclass(frozen=True)
class Verdict:
    """Approved or refused; a refusal needs a note, which the trainee reads."""

    is_approved: bool
    note: str = ""


def decide_correction(
    session: Session, staff: Staff, public_id: UUID, verdict: Verdict, *, now: datetime
) -> PunchCorrection:
    """Record the decision and tell the trainee; raises NotFound, NoReason or AlreadyDecided."""
    correction = see_correction(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_CORRECTIONS):
        raise NotFound("这条补卡申请")
    row = {
        "correction_id": correction.id,
        "is_approved": verdict.is_approved,
        "decided_by_id": staff.id,
        "decided_at": now,
        "note": _read_note(verdict),
    }
    if not insert_new(session, CorrectionDecision, [row]):
        raise AlreadyDecided
    _tell(session, correction, verdict, now)
    session.expire(correction, ["decision"])
    return correction


def _read_note(verdict: Verdict) -> str:
    note = " ".join(verdict.note.split())
    if not note and not verdict.is_approved:
        raise NoReason("请写明不批准的原因，学员会看到。")
    if len(note) > LONGEST_REASON:
        raise NoReason(f"说明太长，请写在 {LONGEST_REASON} 个字以内。")
    return note


def _tell(session: Session, correction: PunchCorrection, verdict: Verdict, now: datetime) -> None:
    own = correction.enrolment
    if opted_out(session, own.trainee_id) or not verified(session, own.trainee_id):
        return
    lesson = correction.lesson
    draft = MessageDraft(
        template="correction_decided",
        parameters={
            "class_short_name": short_class_name(own.training_class.name),
            "half_day": f"{lesson.held_on.month}月{lesson.held_on.day}日{lesson.half_day}{correction.punch}",
            "decision": state_of(verdict.is_approved).value,
            "link": "",
        },
        phone=own.trainee.phone,
        dedupe_key=f"correction_decided:{correction.public_id}",
        due_at=next_allowed(now, own.training_class.rule_set.policy),
        expires_at=now + MESSAGE_LASTS,
        trainee_id=own.trainee_id,
        district_id=own.training_class.district_id,
    )
    write_message(session, draft, now=now)
