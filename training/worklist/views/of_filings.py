"""Filings that wait: for the district to answer a query, then for the city to look at them again (R04).

What nobody has reviewed yet has no term and stands in the list of filings, the oldest first.
"""

from training.notice.permissions import Permission
from training.records.reviews import FilingReply, FilingReview
from training.reviews.views.list_filings import waiting_queries, waiting_replies
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_answer(own: FilingReview, mark: Mark) -> Work:
    about = own.training_class
    title = f"市本级质疑{named(about)}的备案，请答复"
    return Work(mark, title, own.opinion, "去答复", WorkPlace.FILING, about.public_id)


def _to_review(own: FilingReply, mark: Mark) -> Work:
    about = own.review.training_class
    title = f"{about.district.name}已答复{named(about)}的备案质疑"
    return Work(mark, title, own.text, "去复核", WorkPlace.FILING, about.public_id)


OF_FILINGS = (
    Queue(
        WorkKind.FILING,
        Permission.ANSWER_FILINGS,
        lambda staff, today: waiting_queries(staff),
        FilingReview.id,
        FilingReview.reviewed_at,
        _to_answer,
    ),
    Queue(
        WorkKind.FILING,
        Permission.REVIEW_FILINGS,
        lambda staff, today: waiting_replies(staff),
        FilingReply.id,
        FilingReply.replied_at,
        _to_review,
    ),
)
