from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session

from training.attendance.rules.alternatives import APPROVED, are_many
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal


def many_approved(session: Session, own: TrainingClass) -> str:
    """What inspectors read of a class where suspiciously many need not show a face (不刷脸); else nothing.

    An approval that has ended counts too: its punches by card were no signal either.
    """
    asked, decision = AttendanceAlternative, AlternativeDecision
    approval = (decision.alternative_id == asked.id, decision.until.is_not(None))
    is_excused = exists().where(asked.enrolment_id == Enrolment.id, *approval)
    rows = select(func.count(case((is_excused, 1))), func.count()).select_from(Enrolment)
    here = rows.outerjoin(Enrolment.withdrawal).where(Enrolment.class_id == own.id, Withdrawal.id.is_(None))
    approved, of = session.execute(here).one()
    if not are_many(approved, of):
        return ""
    return f"{APPROVED} {approved} 人（共 {of} 人），人数偏多，请到场核实"
