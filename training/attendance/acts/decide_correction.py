"""The institution of a class, or its district, approves or refuses a correction (补卡审核, R45)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.acts.tell_correction import tell_correction
from training.attendance.rules.corrections import (
    LONGEST_REASON,
    NoReason,
    check_decider,
    is_unproved,
    state_of,
)
from training.attendance.views.corrections.see_corrections import see_correction
from training.database import insert_new
from training.errors import Next, NotFound, NotNow
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.shares import is_drawn
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.corrections import CorrectionDecision, PunchCorrection
from training.records.staff.staff import Staff


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
    session: Session, staff: Staff, public_id: UUID, verdict: Verdict, *, seed: bytes, now: datetime
) -> PunchCorrection:
    """Record the decision and tell the trainee.

    Of what an institution approves for its own trainee without a photo a share, drawn by `seed`, is looked at
    by its district. Raises NotFound, DistrictDecides, NoReason or AlreadyDecided.
    """
    correction = see_correction(session, staff, public_id)
    if not may(staff.role, Permission.DECIDE_CORRECTIONS):
        raise NotFound("这条补卡申请")
    policy = correction.enrolment.training_class.rule_set.policy
    check_decider(staff.role, policy)
    has_photo = correction.photo is not None
    unproved = is_unproved(staff.role, is_approved=verdict.is_approved, has_photo=has_photo)
    is_sampled = unproved and is_drawn(public_id, seed, policy.own_correction_sample_percent)
    row = {
        "correction_id": correction.id,
        "is_approved": verdict.is_approved,
        "decided_by_id": staff.id,
        "decided_at": now,
        "note": _read_note(verdict),
        "seed": seed if unproved else None,
        "is_sampled": is_sampled,
    }
    if not insert_new(session, CorrectionDecision, [row]):
        raise AlreadyDecided
    tell_correction(session, correction, state_of(verdict.is_approved), now=now)
    if is_sampled:
        _tell_district(session, correction, now)
    session.expire(correction, ["decision"])
    return correction


def _tell_district(session: Session, correction: PunchCorrection, now: datetime) -> None:
    """Once a day for a class: those who look have them all in one list."""
    own = correction.enrolment.training_class
    text = f"班级 {own.class_number} 有机构自批、无照片的补卡抽中复核，请在工作台“补卡申请”里确认或撤销。"
    key = f"correction_sampled:{own.id}:{shanghai_day(now)}"
    raise_alert(session, AlertDraft("correction_sampled", key, text, Audience.INSPECTORS, own), now=now)


def _read_note(verdict: Verdict) -> str:
    note = " ".join(verdict.note.split())
    if not note and not verdict.is_approved:
        raise NoReason("请写明不批准的原因，学员会看到。")
    if len(note) > LONGEST_REASON:
        raise NoReason(f"说明太长，请写在 {LONGEST_REASON} 个字以内。")
    return note
