"""Somebody says that a teacher's certificate is wrong or forged (教师证书撤销, R63)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificateWithdrawal
from training.teachers.acts.take_back import take_back
from training.teachers.rules.withdrawing import check_may_ask
from training.teachers.views.certificates_on_paper import hold_paper, matches_on


def withdraw_certificate(
    session: Session, staff: Staff, certificate_id: UUID, reason: str, *, now: datetime
) -> InstructorCertificateWithdrawal:
    """At once where no match stands on it; else it stays good until another person of a district decides.

    Raises NotFound, ReasonMissing, TextTooLong or NotToWithdraw.
    """
    why = read_reason(reason, "撤销证书")
    paper = hold_paper(session, staff, certificate_id, Permission.KEEP_TEACHERS)
    check_may_ask(paper.state)
    made = InstructorCertificateWithdrawal(
        certificate=paper.certificate,
        ordinal=len(paper.withdrawals) + 1,
        reason=why,
        needs_second=bool(matches_on(session, paper.certificate)),
        asked_by_id=staff.id,
        asked_by=staff.name,
        asked_at=now,
        decision=None,
    )
    session.add(made)
    session.flush()
    if not made.needs_second:
        take_back(session, staff, made, now=now)
    return made
