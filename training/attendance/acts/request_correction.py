"""A trainee asks for a missed punch to be made good (补卡申请, R45)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.corrections import NotCorrectable, read_reason
from training.attendance.views.corrections.check_correction import CorrectionDraft, check_correction
from training.attendance.views.corrections_of import HalfDayOf
from training.database import insert_new
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.corrections import CorrectionPhoto, PunchCorrection
from training.records.classes.classes import Lesson
from training.records.classes.trainees import Enrolment


def request_correction(
    session: Session, enrolment: Enrolment, draft: CorrectionDraft, *, now: datetime
) -> PunchCorrection:
    """Keep the request; raises NotCorrectable or NoReason. Of two at once the second is refused."""
    reason = read_reason(draft.reason)
    ordinal = check_correction(session, enrolment, draft, now=now)
    row = {
        "public_id": uuid4(),
        "enrolment_id": enrolment.id,
        "lesson_id": _lesson_id(session, enrolment, draft.half_day),
        "punch": draft.punch,
        "ordinal": ordinal,
        "reason": reason,
        "asked_at": now,
    }
    if not insert_new(session, PunchCorrection, [row]):
        raise NotCorrectable("这次打卡的补卡申请刚刚已经提交，请等审核。")
    made = session.scalars(select(PunchCorrection).where(PunchCorrection.public_id == row["public_id"])).one()
    if draft.photo is not None:
        session.add(CorrectionPhoto(correction_id=made.id, jpeg=draft.photo))
        session.flush()
    _tell(session, enrolment, now)
    return made


def _tell(session: Session, enrolment: Enrolment, now: datetime) -> None:
    """Once a day for a class: those who must decide look at the list anyway."""
    own, day = enrolment.training_class, shanghai_day(now)
    text = f"班级 {own.class_number} 有学员申请补卡，请在工作台“补卡申请”里核实后审核。"
    key = f"correction_asked:{own.id}:{day}"
    schools_decide = own.rule_set.policy.school_may_approve_corrections
    audience = Audience.INSTITUTION if schools_decide else Audience.INSPECTORS
    raise_alert(session, AlertDraft("correction_asked", key, text, audience, own), now=now)


def _lesson_id(session: Session, enrolment: Enrolment, half_day: HalfDayOf) -> int:
    own = select(Lesson.id).where(Lesson.class_id == enrolment.class_id)
    return session.scalars(own.where(Lesson.held_on == half_day[0], Lesson.half_day == half_day[1])).one()
