"""A certificate counts for nothing any more, and neither does what was matched by it (R63)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificateWithdrawal, InstructorReview
from training.teachers.terms import MatchVerdict
from training.teachers.views.certificates_on_paper import matches_on

LONGEST = 60


def take_back(
    session: Session, staff: Staff, asked: InstructorCertificateWithdrawal, *, now: datetime
) -> None:
    """By whoever signs last; every match that stands on it is 未匹配 and due again, its office is told.

    The teacher is held, so nobody says 匹配 meanwhile.
    """
    matches = matches_on(session, asked.certificate)
    asked.certificate.withdrawn_at = now
    session.add_all(_undone(each, asked, staff, now) for each in matches)
    session.flush()
    for each in matches:
        _tell_office(session, asked, each, now)
    _tell_school(session, staff, asked, now)


def _undone(
    match: InstructorReview, asked: InstructorCertificateWithdrawal, staff: Staff, now: datetime
) -> InstructorReview:
    return InstructorReview(
        class_id=match.class_id,
        instructor_id=match.instructor_id,
        ordinal=match.ordinal + 1,
        verdict=MatchVerdict.UNMATCHED,
        opinion=f"证书 {asked.certificate.number} 已撤销：{asked.reason[:LONGEST]}",
        reviewed_by_id=staff.id,
        reviewed_by=staff.name,
        reviewed_at=now,
    )


def _tell_office(
    session: Session, asked: InstructorCertificateWithdrawal, match: InstructorReview, now: datetime
) -> None:
    own, paper = match.training_class, asked.certificate
    text = (
        f"教师{paper.instructor.name}的证书 {paper.number} 已撤销（{asked.reason[:LONGEST]}），"
        f"班级 {own.class_number} 的匹配不再算数，请重新审核。"
    )
    key = f"teacher_unmatched:{asked.public_id}:{own.id}"
    draft = AlertDraft("teacher_unmatched", key, text, Audience.INSPECTORS, own)
    raise_alert(session, draft, now=now)


def _tell_school(
    session: Session, staff: Staff, asked: InstructorCertificateWithdrawal, now: datetime
) -> None:
    """Not of what its own people did alone."""
    paper = asked.certificate
    if staff.institution_id is not None:
        return
    text = (
        f"教师{paper.instructor.name}的证书 {paper.number} 已被{staff.name}撤销："
        f"{asked.reason[:LONGEST]}。请登记有效的证书。"
    )
    key, school = f"teacher_card_gone:{asked.public_id}", paper.instructor.institution_id
    draft = AlertDraft("teacher_card_gone", key, text, Audience.INSTITUTION, institution_id=school)
    raise_alert(session, draft, now=now)
