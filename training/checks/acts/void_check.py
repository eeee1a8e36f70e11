"""作废: a check that counts for nothing, with the reason; its rows stay (R40: it does not count)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.record_voiding import record_voiding
from training.checks.terms import CheckLevel
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import (
    NotYourCheck,
    hold_visible_check,
    level_of,
)
from training.errors import Next, NotYours
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


class OnlyTheCityVoids(NotYours):
    """A verdict stands until the city takes it back, or nobody's check would ever fail."""

    leads_to = (Next.DUE,)

    def __init__(self) -> None:
        super().__init__("检查已有结论，只有市本级可以作废；请把原因报市本级。")


def void_check(session: Session, staff: Staff, check_id: UUID, reason: str, *, now: datetime) -> CheckView:
    """Void a running check of one's own level, or as the city any check.

    Raises NotFound, NotAnInspector, NotYourCheck, OnlyTheCityVoids, AlreadyVoided, ReasonMissing or
    TextTooLong.
    """
    check, level = hold_visible_check(session, staff, check_id), level_of(staff)
    if not may(staff.role, Permission.VOID_ANY_CHECK):
        _refuse_district(check, level)
    voiding = CheckVoiding(reason=read_reason(reason, "作废检查"), voided_by=staff.name, voided_at=now)
    return record_voiding(session, check, voiding, staff, now=now)


def _refuse_district(check: SpotCheck, level: CheckLevel) -> None:
    if check.level is not level:
        raise NotYourCheck(check.level)
    if check.conclusion is not None:
        raise OnlyTheCityVoids
