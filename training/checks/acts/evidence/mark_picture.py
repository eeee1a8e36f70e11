from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.views.evidence.explaining import is_explaining
from training.errors import Next, NotNow
from training.records.checks.evidence import Evidence, PanoramaMark
from training.records.staff.staff import Staff


class ExplainsSomebody(NotNow):
    """A picture that was taken for one trainee shows that one, and not everybody."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("这张照片已用来说明一名学员的不一致，不能标为全景；请另发一张教室全景。")


def mark_picture(
    session: Session, staff: Staff, evidence: Evidence, shows_everybody: bool, now: datetime
) -> None:
    """The latest mark holds; raises ExplainsSomebody."""
    if shows_everybody and is_explaining(session, evidence):
        raise ExplainsSomebody
    mark = PanoramaMark(
        evidence_id=evidence.id,
        is_panorama=shows_everybody,
        everybody_in=shows_everybody,
        marked_by=staff.name,
        marked_at=now,
    )
    session.add(mark)
    session.flush()
