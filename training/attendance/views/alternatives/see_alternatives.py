"""Which requests a member of staff may see, and which a trainee has made."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from training.attendance.rules.alternatives import Approval
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def visible_alternatives(staff: Staff) -> Select[AttendanceAlternative]:
    """Of the classes that this person may see so, those that wait first, then the latest."""
    own = _alternatives().where(within_class(staff, Permission.SEE_ALTERNATIVES))
    return own.order_by(AlternativeDecision.id.is_not(None), AttendanceAlternative.id.desc())


def waiting_alternatives(staff: Staff) -> Select[AttendanceAlternative]:
    """Those that nobody has decided, the longest ago first."""
    waiting = visible_alternatives(staff).where(AlternativeDecision.id.is_(None))
    return waiting.order_by(None).order_by(AttendanceAlternative.id)


def alternatives_of(session: Session, trainee_id: int) -> Sequence[AttendanceAlternative]:
    """Every request of one trainee, the latest first."""
    own = _alternatives().where(Enrolment.trainee_id == trainee_id)
    return session.scalars(own.order_by(AttendanceAlternative.id.desc())).all()


def see_alternative(session: Session, staff: Staff, public_id: UUID) -> AttendanceAlternative:
    """The request, if this person may see it; raises NotFound."""
    own = visible_alternatives(staff).where(AttendanceAlternative.public_id == public_id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这条不刷脸申请")
    return found


def approval_of(asked: AttendanceAlternative) -> Approval | None:
    """None while it waits and where it was refused."""
    decision = asked.decision
    if decision is None or decision.until is None:
        return None
    return Approval(decision.decided_at, decision.until)


def _alternatives() -> Select[AttendanceAlternative]:
    return (
        select(AttendanceAlternative)
        .join(AttendanceAlternative.enrolment)
        .join(Enrolment.training_class)
        .join(Enrolment.trainee)
        .outerjoin(AttendanceAlternative.decision)
        .options(
            contains_eager(AttendanceAlternative.enrolment).options(
                contains_eager(Enrolment.training_class), contains_eager(Enrolment.trainee)
            ),
            contains_eager(AttendanceAlternative.decision).joinedload(AlternativeDecision.decided_by),
        )
    )
