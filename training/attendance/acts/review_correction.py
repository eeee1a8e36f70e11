"""The district looks at what an institution approved for its own trainee without a photo (补卡复核, R45)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.acts.tell_correction import tell_correction
from training.attendance.rules.corrections import CorrectionState
from training.attendance.views.corrections.see_corrections import is_unproved_approval, see_correction
from training.database import insert_new
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import Next, NotFound, NotNow
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.corrections import CorrectionReview, PunchCorrection
from training.records.staff.staff import Staff


class NothingToReview(NotNow):
    """It was not approved by the institution itself without a photo, or has been looked at."""

    leads_to = (Next.CORRECTIONS,)

    def __init__(self) -> None:
        super().__init__("这条补卡不用复核：不是机构自批、无照片的，或者已经复核过；请刷新查看。")


@dataclass(frozen=True)
class Review:
    """Confirmed or withdrawn; whoever withdraws says why, which the trainee reads."""

    is_confirmed: bool
    reason: str = ""


def review_correction(
    session: Session, staff: Staff, public_id: UUID, review: Review, *, now: datetime
) -> PunchCorrection:
    """A withdrawn approval credits nothing; trainee and institution are told.

    Raises NotFound, NothingToReview, SameHand, ReasonMissing or TextTooLong.
    """
    correction = see_correction(session, staff, public_id)
    if not may(staff.role, Permission.REVIEW_CORRECTIONS):
        raise NotFound("这条补卡申请")
    decision = correction.decision
    if decision is None or not is_unproved_approval(correction):
        raise NothingToReview
    check_other_hand(session, Signature(decision.decided_by_id, decision.decided_at), staff, now=now)
    reason = read_note(review.reason) if review.is_confirmed else read_reason(review.reason, "撤销批准")
    row = {
        "decision_id": decision.id,
        "is_confirmed": review.is_confirmed,
        "reason": reason,
        "reviewed_by_id": staff.id,
        "reviewed_at": now,
    }
    if not insert_new(session, CorrectionReview, [row]):
        raise NothingToReview
    if not review.is_confirmed:
        tell_correction(session, correction, CorrectionState.WITHDRAWN, now=now)
        _tell_institution(session, correction, now)
    session.expire(decision, ["review"])
    return correction


def _tell_institution(session: Session, correction: PunchCorrection, now: datetime) -> None:
    own, lesson = correction.enrolment.training_class, correction.lesson
    when = f"{lesson.held_on:%m月%d日}{lesson.half_day}{correction.punch}"
    what = f"班级 {own.class_number} {when}的一条补卡，旗县区复核后撤销了批准"
    text = f"{what}，请在工作台“补卡申请”里查看原因。"
    key = f"correction_withdrawn:{correction.id}"
    draft = AlertDraft(
        kind="correction_withdrawn",
        dedupe_key=key,
        text=text,
        audience=Audience.INSTITUTION,
        training_class=own,
        about=correction.public_id,
    )
    raise_alert(session, draft, now=now)
