"""Which picture is meant where nobody names one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.evidence.explaining import explaining
from training.checks.views.evidence.living import living
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def newest_picture(session: Session, check: SpotCheck, staff: Staff) -> Evidence | None:
    """The latest of one's own, else of all: a colleague's may come between a picture and a word on it.

    What explains a mismatch was taken for one trainee, and is never meant.
    """
    mine_first = (Evidence.received_by == staff.name).desc()
    own = living(select(Evidence).where(Evidence.check_id == check.id, ~explaining()))
    return session.scalars(own.order_by(mine_first, Evidence.id.desc()).limit(1)).one_or_none()
