"""A trainee, or the school for one, asks for another way to punch than the face (不刷脸申请)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.alternatives import NotAskable, read_words
from training.attendance.terms import OtherWay
from training.attendance.views.alternatives.see_alternatives import approval_of
from training.database import insert_new
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.alternatives import AttendanceAlternative
from training.records.classes.trainees import Enrolment

HERSELF = "本人"


@dataclass(frozen=True)
class AlternativeDraft:
    """Which way, why, and who asks: the trainee, or a member of staff by name and key."""

    way: OtherWay
    reason: str
    asked_by: str = HERSELF
    asked_by_id: int | None = None


def request_alternative(
    session: Session, enrolment: Enrolment, draft: AlternativeDraft, *, now: datetime
) -> None:
    """Keep the request and tell the district; raises BadAlternative or NotAskable."""
    reason = read_words(draft.reason)
    row = {
        "public_id": uuid4(),
        "enrolment_id": enrolment.id,
        "ordinal": _next_ordinal(session, enrolment, now),
        "way": draft.way,
        "reason": reason,
        "asked_by": draft.asked_by,
        "asked_by_id": draft.asked_by_id,
        "asked_at": now,
    }
    if not insert_new(session, AttendanceAlternative, [row]):
        raise NotAskable("刚刚已经提交过申请，请等旗县区审核。")
    _tell(session, enrolment, now)


def _next_ordinal(session: Session, enrolment: Enrolment, now: datetime) -> int:
    own = select(AttendanceAlternative).where(AttendanceAlternative.enrolment_id == enrolment.id)
    earlier = session.scalars(own).all()
    for each in earlier:
        approval = approval_of(each)
        if each.decision is None:
            raise NotAskable("已经有一条申请在等旗县区审核，不用再申请。")
        if approval and approval.covers(now):
            raise NotAskable(f"已经批准不刷脸，到 {approval.until}；到期后还需要时再申请。")
    return len(earlier) + 1


def _tell(session: Session, enrolment: Enrolment, now: datetime) -> None:
    """Once a day for a class, as with 补卡."""
    own = enrolment.training_class
    text = f"班级 {own.class_number} 有学员申请不刷脸、用别的方式打卡，请在工作台“不刷脸申请”里审核。"
    key = f"alternative_asked:{own.id}:{shanghai_day(now)}"
    raise_alert(session, AlertDraft("alternative_asked", key, text, Audience.INSPECTORS, own), now=now)
