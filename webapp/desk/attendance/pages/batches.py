"""What the pages of waiting batches say; pure."""

from collections.abc import Mapping
from datetime import datetime

from training.notice.clock import SHANGHAI

TONES: Mapping[bool | None, str] = {None: "warn", True: "good", False: "bad"}
"""By whether it was accepted; None while it waits."""


def when(moment: datetime) -> str:
    """11-29 16:40, in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"
