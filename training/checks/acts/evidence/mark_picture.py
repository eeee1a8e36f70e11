from datetime import datetime

from sqlalchemy.orm import Session

from training.records.checks.evidence import Evidence, PanoramaMark
from training.records.staff.staff import Staff


def mark_picture(
    session: Session, staff: Staff, evidence: Evidence, shows_everybody: bool, now: datetime
) -> None:
    mark = PanoramaMark(
        evidence_id=evidence.id,
        is_panorama=shows_everybody,
        everybody_in=shows_everybody,
        marked_by=staff.name,
        marked_at=now,
    )
    session.add(mark)
    session.flush()
