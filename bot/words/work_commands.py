"""What somebody may want of the own worklist, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShowWork:
    """我的待办: what of all subjects waits for whoever asks, what is due first on top."""


WorkCommand = ShowWork
