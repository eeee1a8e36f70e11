"""Which requests for corrections a member of staff may see, and which they may decide (R09, R45)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.attendance.rules.corrections import CorrectionState, is_unproved, state_of
from training.classes.views.find_class import SeveralFound
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.attendance.corrections import (
    CorrectionDecision,
    CorrectionPhoto,
    CorrectionReview,
    PunchCorrection,
)
from training.records.classes.classes import Lesson, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def visible_corrections(staff: Staff) -> Select[PunchCorrection]:
    """The requests of the classes that this person may see, with everything a page shows; order as needed."""
    requests = (
        select(PunchCorrection)
        .join(PunchCorrection.enrolment)
        .join(Enrolment.training_class)
        .join(Enrolment.trainee)
        .join(PunchCorrection.lesson)
        .outerjoin(PunchCorrection.decision)
        .options(
            contains_eager(PunchCorrection.enrolment)
            .contains_eager(Enrolment.training_class)
            .joinedload(TrainingClass.institution),
            contains_eager(PunchCorrection.enrolment).contains_eager(Enrolment.trainee),
            contains_eager(PunchCorrection.lesson),
            contains_eager(PunchCorrection.decision).options(
                joinedload(CorrectionDecision.decided_by),
                joinedload(CorrectionDecision.review).joinedload(CorrectionReview.reviewed_by),
            ),
            joinedload(PunchCorrection.photo).load_only(CorrectionPhoto.id, CorrectionPhoto.purged_at),
        )
    )
    return requests.where(within_class(staff, Permission.SEE_CORRECTIONS))


def waiting_corrections(staff: Staff) -> Select[PunchCorrection]:
    """Those that nobody has decided, the lesson longest ago first."""
    waiting = visible_corrections(staff).where(CorrectionDecision.id.is_(None))
    return waiting.order_by(Lesson.held_on, PunchCorrection.id)


def sampled_corrections(staff: Staff) -> Select[PunchCorrection]:
    """Those that an institution approved for its own without a photo and that were drawn for the district.

    The longest ago first; what was looked at is not among them.
    """
    drawn = visible_corrections(staff).outerjoin(CorrectionReview).where(CorrectionReview.id.is_(None))
    sampled = drawn.where(CorrectionDecision.is_sampled.is_(True))
    return sampled.order_by(CorrectionDecision.decided_at, CorrectionDecision.id)


def state_in_full(asked: PunchCorrection) -> CorrectionState:
    """With what the district made of it."""
    decision = asked.decision
    if decision is None:
        return state_of(None)
    is_withdrawn = decision.review is not None and not decision.review.is_confirmed
    return state_of(decision.is_approved, is_withdrawn=is_withdrawn)


def is_unproved_approval(asked: PunchCorrection) -> bool:
    """Approved by the institution itself and without a photo."""
    decision = asked.decision
    return decision is not None and is_unproved(
        decision.decided_by.role, is_approved=decision.is_approved, has_photo=asked.photo is not None
    )


def count_waiting(session: Session, staff: Staff) -> int:
    waiting = waiting_corrections(staff).with_only_columns(PunchCorrection.id).order_by(None)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def waiting_corrections_from(
    session: Session, staff: Staff, begin: int, most: int
) -> Sequence[PunchCorrection]:
    """A part of that list by its places, for the chat, where people ask for a page by its number."""
    return session.scalars(waiting_corrections(staff).offset(begin).limit(most)).all()


def see_correction(session: Session, staff: Staff, public_id: UUID) -> PunchCorrection:
    """The request, if this person may see it; raises NotFound."""
    own = visible_corrections(staff).where(PunchCorrection.public_id == public_id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这条补卡申请")
    return found


def find_correction(session: Session, staff: Staff, said: str) -> PunchCorrection:
    """The one that still waits and whose number begins so; raises NotFound or SeveralFound."""
    waiting = session.scalars(waiting_corrections(staff).with_only_columns(PunchCorrection.public_id))
    found = [each for each in waiting if said and each.hex.startswith(said.lower())]
    if not found:
        raise NotFound(f"待审核的补卡申请 {said}")
    if len(found) > 1:
        raise SeveralFound("补卡申请", [each.hex for each in found])
    return see_correction(session, staff, found[0])
