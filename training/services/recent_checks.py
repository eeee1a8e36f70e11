"""The checks that ended lately, of both levels, for everybody who may see them."""

from sqlalchemy.orm import Session

from training.records import SpotCheck, Staff
from training.services.find_check import visible_checks
from training.services.list_checks import CheckLine, check_lines

MOST = 20


def recent_checks(session: Session, staff: Staff) -> tuple[CheckLine, ...]:
    """The latest come first."""
    ended = visible_checks(staff).where(SpotCheck.ended_at.is_not(None))
    return check_lines(
        session.scalars(ended.order_by(SpotCheck.ended_at.desc(), SpotCheck.id.desc()).limit(MOST))
    )
