"""A school writes down what certifies a teacher (教师证书, R63)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.views.lists.teacher_list import see_teacher
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificate
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.views.hold_teachers import hold_teacher
from training.teachers.views.same_person import others_with
from training.teachers.views.teaching_of import certificates_of


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
    hold_teacher(session, own.id)
    if draft in map(_draft_of, certificates_of(session, [own.id]).get(own.id, ())):
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
    _tell_of_others(session, made, now)
    return made


def _tell_of_others(session: Session, made: InstructorCertificate, now: datetime) -> None:
    """A number is one person's: under two names one of them is wrong, and only the city sees both schools."""
    for each in others_with(session, made):
        own = made.instructor
        text = (
            f"{own.institution.name}的教师{own.name}登记的证书编号 {made.number}，"
            f"已登记在{each.institution.name}的{each.name}名下，请查明是谁的证书。"
        )
        pair = f"{min(own.id, each.id)}:{max(own.id, each.id)}"
        key = f"teacher_number_shared:{pair}:{made.number}"
        raise_alert(session, AlertDraft("teacher_number_shared", key, text, Audience.INSPECTORS), now=now)


def _draft_of(own: InstructorCertificate) -> CertificateDraft:
    return CertificateDraft(own.kind, own.trade, own.level, own.number, own.issued_on, own.expires_on)
