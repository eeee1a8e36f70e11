"""The second hand withdraws a teacher's certificate that carried a match, or keeps it (R63)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.teachers import InstructorWithdrawalDecision
from training.teachers.acts.take_back import take_back
from training.teachers.rules.withdrawing import NotToWithdraw
from training.teachers.views.certificates_on_paper import has_reviewed, hold_paper


@dataclass(frozen=True)
class WithdrawalSaid:
    """What the second person says; why, where it is kept."""

    is_approved: bool
    note: str = ""


def decide_withdrawal(
    session: Session, staff: Staff, certificate_id: UUID, said: WithdrawalSaid, *, now: datetime
) -> InstructorWithdrawalDecision:
    """Once, by another person of a district that has reviewed the teacher.

    Raises NotFound, NotToWithdraw, SameHand, ReasonMissing or TextTooLong.
    """
    note = read_note(said.note) if said.is_approved else read_reason(said.note, "不同意撤销")
    paper = hold_paper(session, staff, certificate_id, Permission.REVIEW_TEACHERS)
    if not has_reviewed(session, staff, paper.certificate.instructor_id):
        raise NotFound("这张教师证书")
    asked = paper.open
    if asked is None:
        raise NotToWithdraw("没有待决定的撤销申请")
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    asked.decision = InstructorWithdrawalDecision(
        is_approved=said.is_approved,
        note=note,
        decided_by_id=staff.id,
        decided_by=staff.name,
        decided_at=now,
    )
    session.flush()
    if said.is_approved:
        take_back(session, staff, asked, now=now)
    return asked.decision
