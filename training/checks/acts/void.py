from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.acts.record_voiding import record_voiding
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import hold_check
from training.notice.notes import read_reason
from training.records.checks.spot_checks import CheckVoiding, SpotCheck


def void(session: Session, check: SpotCheck, reason: str, *, voided_by: str, now: datetime) -> CheckView:
    """For commands, whose operator may void any check; raises AlreadyVoided, ReasonMissing or TextTooLong."""
    hold_check(session, check)
    voiding = CheckVoiding(reason=read_reason(reason, "作废检查"), voided_by=voided_by, voided_at=now)
    return record_voiding(session, check, voiding, None, now=now)
