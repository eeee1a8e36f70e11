"""A class of which feedback is due."""

import pytest

from tests.factories import at
from tests.training.checks.checking import Checking
from tests.training.feedback.sent import FRIDAY


@pytest.fixture
def ended(checking: Checking) -> Checking:
    """The class ended on Friday; the city's check was 合格."""
    checking.start()
    checking.pass_all()
    checking.now = at(FRIDAY, "18:00")
    return checking
