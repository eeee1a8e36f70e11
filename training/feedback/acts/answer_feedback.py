from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.feedback.acts.send_feedback import AlreadyRead, OnlyTheDistrictAnswers
from training.feedback.acts.tell_of_feedback import tell_of_feedback
from training.feedback.views.class_in_words import class_in_words
from training.feedback.views.list_feedback import FeedbackLine, feedback_of_class
from training.notice.notes import read_note
from training.notice.permissions import Permission, may
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.staff.staff import Staff


def answer_feedback(
    session: Session, staff: Staff, feedback_id: UUID, text: str, *, now: datetime
) -> FeedbackLine:
    """Confirm a feedback (no text) or answer it.

    Raises NotFound, OnlyTheDistrictAnswers, AlreadyRead or TextTooLong.
    """
    feedback = session.scalars(select(Feedback).where(Feedback.public_id == feedback_id)).one_or_none()
    if feedback is None:
        raise NotFound("这条反馈")
    own = see_class(session, staff, feedback.training_class.public_id)
    if not may(staff.role, Permission.ANSWER_FEEDBACK):
        raise OnlyTheDistrictAnswers
    said = read_note(text)
    if not said and feedback.answers:
        raise AlreadyRead(feedback.answers[-1].answered_by)
    feedback.answers.append(FeedbackAnswer(text=said, answered_by=staff.name, answered_at=now))
    session.flush()
    if said:
        told = f"{own.district.name}答复了{class_in_words(own)}的检查反馈，请在网页“抽查反馈”里查看。"
        tell_of_feedback(session, own, f"feedback_answered:{feedback.answers[-1].id}", told, now)
    return feedback_of_class(session, staff, own.public_id, now=now)
