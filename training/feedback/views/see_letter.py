"""The letter that a feedback is, from what was sent and never from what stands today (R07, R28)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.feedback.rules.letters import Letter, LetterFacts, Letterhead, letter_number, write_letter
from training.notice.clock import shanghai_day
from training.records.feedback import Feedback, FeedbackLetter
from training.records.staff.staff import Staff


def see_letter(session: Session, staff: Staff, feedback_id: UUID) -> Letter:
    """Raises NotFound, also of a feedback that was sent before letters were numbered."""
    feedback = session.scalars(select(Feedback).where(Feedback.public_id == feedback_id)).one_or_none()
    if feedback is None or feedback.letter is None:
        raise NotFound("这份反馈函")
    own = see_class(session, staff, feedback.training_class.public_id)
    return write_letter(
        LetterFacts(
            letterhead=Letterhead(feedback.letter.office, feedback.letter.series),
            number=number_in_words(feedback.letter),
            district=own.district.name,
            institution=own.institution.name,
            class_number=own.class_number,
            class_name=own.name,
            starts_on=own.starts_on,
            ends_on=own.ends_on,
            due_on=feedback.due_on,
            due_is_guessed=feedback.due_is_guessed,
            results=feedback.results,
            opinion=feedback.opinion,
            sent_by=feedback.sent_by,
            sent_on=shanghai_day(feedback.sent_at),
        )
    )


def number_in_words(letter: FeedbackLetter) -> str:
    return letter_number(letter.series, letter.year, letter.ordinal)
