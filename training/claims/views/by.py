"""Who acts on a claim, as its row keeps it."""

from dataclasses import dataclass

from training.records.staff.staff import Staff

TRAINEE = "学员本人"


@dataclass(frozen=True)
class By:
    """Who acts and why; no staff where the trainee or a command acts."""

    name: str
    staff_id: int | None = None
    reason: str = ""
    consent_version: str = ""


def by_staff(staff: Staff, reason: str = "") -> By:
    return By(staff.name, staff.id, reason)
