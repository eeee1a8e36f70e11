"""备案复核: what may be said of a filing as it stands (R04)."""

from collections.abc import Mapping

from training.errors import NotNow
from training.reviews.terms import FilingState, ReviewVerdict

REVIEWS: Mapping[FilingState, frozenset[ReviewVerdict]] = {
    FilingState.UNREVIEWED: frozenset(ReviewVerdict),
    FilingState.ANSWERED: frozenset(ReviewVerdict),
    FilingState.QUERIED: frozenset({ReviewVerdict.PASSED}),
    FilingState.PASSED: frozenset({ReviewVerdict.QUERIED}),
}
"""What was queried passes where its cause is gone; what passed is queried where something comes to light."""


class NotToBeReviewed(NotNow):
    """It stands as that already."""

    def __init__(self, state: FilingState, verdict: ReviewVerdict):
        super().__init__(f"这个班的备案现在是“{state}”，不能再{verdict}；请刷新看看谁办过了。")


class NothingToAnswer(NotNow):
    """The city has queried nothing, or it was answered."""

    def __init__(self, state: FilingState):
        super().__init__(f"这个班的备案现在是“{state}”，没有等答复的质疑；请刷新看看谁办过了。")


def check_review(state: FilingState, verdict: ReviewVerdict) -> None:
    """Raises NotToBeReviewed."""
    if verdict not in REVIEWS[state]:
        raise NotToBeReviewed(state, verdict)


def check_reply(state: FilingState) -> None:
    """Raises NothingToAnswer."""
    if state is not FilingState.QUERIED:
        raise NothingToAnswer(state)
