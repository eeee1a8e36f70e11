"""Claims as their list shows them; pure."""

from collections.abc import Sequence
from datetime import datetime

from training.claims.views.lists.list_claims import claim_line
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from webapp.desk.lists.days import cell_of_moment
from webapp.desk.lists.tables import Cell, Line, Mark
from webapp.trainees.pages.claims import CLAIM_TONES

NOBODY = "无"


def claim_lines(
    staff: Staff, claims: Sequence[C1Claim], addresses: Sequence[str], now: datetime
) -> list[Line]:
    """In the order given, each with its own page."""
    return [_line(staff, each, address, now) for each, address in zip(claims, addresses, strict=True)]


def _line(staff: Staff, own: C1Claim, address: str, now: datetime) -> Line:
    line = claim_line(staff, own, now)
    cells: dict[str, Cell] = {
        "name": line.name,
        "number": own.enrolment.training_class.class_number,
        "days": line.days,
        "class": line.class_name,
        "school": line.school,
        "place": line.district,
        "since": cell_of_moment(line.since, now),
        "state": Mark(line.state.value, CLAIM_TONES.get(line.state, "good")),
        "next": "" if line.acts_next == NOBODY else f"由{line.acts_next}办理",
    }
    return Line(address, cells)
