"""Lists of checks: of a class, and those that are running."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.terms import COUNTED, CheckLevel, CheckMethod
from training.checks.views.check_views import ClassLine
from training.checks.views.find_check import level_of, state_of, visible_checks
from training.checks.views.see_check import class_line
from training.classes.views.see_classes import see_class
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class CheckLine:
    """One check in a list."""

    check_id: UUID
    number: str
    of_class: ClassLine
    level: CheckLevel
    ordinal: int
    method: CheckMethod
    state: str
    counts: bool
    """It came to a verdict (R40)."""
    started_by: str
    started_at: datetime
    ended_at: datetime | None


def checks_of_class(session: Session, staff: Staff, class_id: UUID) -> tuple[CheckLine, ...]:
    """The checks of both levels, the oldest first, voided ones included; raises NotFound."""
    own = see_class(session, staff, class_id)
    checks = visible_checks(staff).where(SpotCheck.class_id == own.id)
    return check_lines(session.scalars(checks.order_by(SpotCheck.started_at, SpotCheck.id)))


def running_checks(session: Session, staff: Staff) -> tuple[CheckLine, ...]:
    """The checks of one's own level that may be carried on, one's own first; raises NotAnInspector."""
    level = level_of(staff)
    checks = visible_checks(staff).where(SpotCheck.level == level, SpotCheck.ended_at.is_(None))
    lines = check_lines(session.scalars(checks.order_by(SpotCheck.started_at.desc(), SpotCheck.id.desc())))
    return tuple(sorted(lines, key=lambda line: line.started_by != staff.name))


def check_lines(checks: Iterable[SpotCheck]) -> tuple[CheckLine, ...]:
    return tuple(map(_line, checks))


def _line(check: SpotCheck) -> CheckLine:
    return CheckLine(
        check_id=check.public_id,
        number=check.number,
        of_class=class_line(check.training_class),
        level=check.level,
        ordinal=check.ordinal,
        method=check.method,
        state=state_of(check),
        counts=check.conclusion is not None and check.conclusion.verdict in COUNTED,
        started_by=check.started_by,
        started_at=check.started_at,
        ended_at=check.ended_at,
    )
