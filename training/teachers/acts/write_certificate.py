"""A school writes down what certifies a teacher (教师证书, R63)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.lists.teacher_list import see_teacher
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, may
from training.records.classes.classes import Instructor
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificate
from training.teachers.rules.certificates import CertificateDraft


class CertificateIsKnown(NotNow):
    """The same stands there already."""

    def __init__(self, number: str):
        super().__init__(f"证书 {number} 已按同样的内容登记过，不用再登记。")


def write_certificate(
    session: Session, staff: Staff, key: int, draft: CertificateDraft, *, now: datetime
) -> InstructorCertificate:
    """A renewal is a row of its own, and the old one stays.

    Raises NotFound or CertificateIsKnown.
    """
    if not may(staff.role, Permission.KEEP_TEACHERS):
        raise NotFound("这名教师")
    own = see_teacher(session, staff, key)
    session.scalars(
        select(Instructor.id).where(Instructor.id == own.id).with_for_update(key_share=True)
    ).one()
    known = select(InstructorCertificate).where(InstructorCertificate.instructor_id == own.id)
    if draft in map(_draft_of, session.scalars(known)):
        raise CertificateIsKnown(draft.number)
    made = InstructorCertificate(
        instructor=own,
        kind=draft.kind,
        trade=draft.trade,
        level=draft.level,
        number=draft.number,
        issued_on=draft.issued_on,
        expires_on=draft.expires_on,
        written_by_id=staff.id,
        written_by=staff.name,
        written_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _draft_of(own: InstructorCertificate) -> CertificateDraft:
    return CertificateDraft(own.kind, own.trade, own.level, own.number, own.issued_on, own.expires_on)
