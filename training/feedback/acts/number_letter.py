from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.feedback.rules.letters import Letterhead, next_ordinal
from training.notice.clock import shanghai_day
from training.records.feedback import Feedback, FeedbackLetter


def number_letter(session: Session, feedback: Feedback, letterhead: Letterhead) -> None:
    """The next 文号 of the year in which the feedback is sent; the slower of two takes the one after."""
    series, year = letterhead.series, shanghai_day(feedback.sent_at).year
    of_year = (FeedbackLetter.series == series, FeedbackLetter.year == year)
    newest = select(func.max(FeedbackLetter.ordinal)).where(*of_year)
    row = {"feedback_id": feedback.id, "office": letterhead.office, "series": series, "year": year}
    while not insert_new(session, FeedbackLetter, [row | {"ordinal": next_ordinal(session.scalar(newest))}]):
        # Somebody else's letter has taken it, and was committed meanwhile: there is no gap to be left.
        continue
