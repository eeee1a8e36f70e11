"""The checks that ended lately, of both levels, for everybody who may see them."""

from sqlalchemy.orm import Session

from training.checks.views.find_check import visible_checks
from training.checks.views.list_checks import CheckLine, check_lines
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

MOST = 20


def recent_checks(session: Session, staff: Staff) -> tuple[CheckLine, ...]:
    """The latest come first."""
    ended = visible_checks(staff).where(SpotCheck.ended_at.is_not(None))
    return check_lines(
        session.scalars(ended.order_by(SpotCheck.ended_at.desc(), SpotCheck.id.desc()).limit(MOST))
    )
