"""R04: a filing is unreviewed, queried, answered or passed; what passed holds for what was looked at."""

import pytest

from training.reviews.rules.states import Filed, Reviewed, state_of
from training.reviews.terms import FilingState, ReviewVerdict

FILED = Filed(240, True)
PASSED, QUERIED = ReviewVerdict.PASSED, ReviewVerdict.QUERIED


@pytest.mark.parametrize(
    ("latest", "state"),
    [
        (None, FilingState.UNREVIEWED),
        (Reviewed(QUERIED, FILED), FilingState.QUERIED),
        (Reviewed(QUERIED, FILED, is_answered=True), FilingState.ANSWERED),
        (Reviewed(PASSED, FILED), FilingState.PASSED),
        (Reviewed(PASSED, Filed(239, True)), FilingState.UNREVIEWED),
        (Reviewed(PASSED, Filed(241, True)), FilingState.UNREVIEWED),
        (Reviewed(PASSED, Filed(240, False)), FilingState.UNREVIEWED),
        (Reviewed(QUERIED, Filed(239, True)), FilingState.QUERIED),
    ],
)
def test_where_a_filing_stands(latest, state):
    assert state_of(latest, FILED) is state
