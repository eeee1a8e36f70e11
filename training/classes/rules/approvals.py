"""备案: for which days a driving school may hold C1 classes (R57)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Approval:
    """备案: a driving school is approved and filed for these days; both edges are inside (R57)."""

    valid_from: date
    valid_until: date
    filed_on: date
    revoked_on: date | None = None

    def covers(self, day: date) -> bool:
        is_revoked = self.revoked_on is not None and self.revoked_on <= day
        return self.valid_from <= day <= self.valid_until and self.filed_on <= day and not is_revoked
