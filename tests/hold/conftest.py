"""Figures are asserted by each run, and collected by `make hold`."""

import os
from collections.abc import Callable

import pytest

from tests.hold.figures import Figure, keep_figure
from tests.notifications.conftest import clock
from tests.webapp.conftest import apps

__all__ = ["apps", "clock"]

LONG = "CHABAN_HOLD"
collect_ignore = [] if os.environ.get(LONG) else ["long"]


@pytest.fixture
def figure() -> Callable[[str, str, object], None]:
    """Keep what was measured, after the test has asserted it: what, goal, measured."""

    def keep(what: str, goal: str, measured: object) -> None:
        keep_figure(Figure(what, goal, str(measured)))

    return keep
