"""One message in the hands of a worker."""

from typing import NamedTuple


class Attempt(NamedTuple):
    """Which attempt of which message a worker made; the number tells a worker that was given up for dead."""

    message_id: int
    number: int
