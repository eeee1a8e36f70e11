"""What is used of the organisation's month, counted where it is used."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

from training.chat.terms import UsageKind


class Meter:
    """Counts what is used until somebody writes it down."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[UsageKind] = Counter()

    def note(self, kind: UsageKind, count: int = 1) -> None:
        with self._lock:
            self._counts[kind] += count

    def drain(self) -> Mapping[UsageKind, int]:
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts

    @property
    def is_empty(self) -> bool:
        return not self._counts
