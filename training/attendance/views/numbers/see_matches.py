"""Which 考勤号匹配 somebody of the office sees: the city all, others their own (R43)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.attendance.rules.numbers import is_over
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

MOST_SHOWN = 100


def list_matches(session: Session, staff: Staff) -> Sequence[NumberMatch]:
    """What nobody has decided first, then the newest; no more than a page holds."""
    is_settled = NumberMatch.is_at_once.is_(True) | NumberMatchDecision.id.is_not(None)
    in_order = _seen(staff).outerjoin(NumberMatchDecision).order_by(is_settled, NumberMatch.id.desc())
    return session.scalars(in_order.limit(MOST_SHOWN)).all()


def matches_to_decide(staff: Staff) -> Select[NumberMatch]:
    """What somebody else asked for and nobody has decided."""
    undecided = _seen(staff).outerjoin(NumberMatchDecision).where(NumberMatchDecision.id.is_(None))
    return undecided.where(NumberMatch.is_at_once.is_(False), NumberMatch.asked_by_id != staff.id)


def see_match(session: Session, staff: Staff, public_id: UUID) -> NumberMatch:
    """The one, if this person may see it; raises NotFound."""
    found = session.scalars(_seen(staff).where(NumberMatch.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这条考勤号匹配")
    return found


def may_undo(staff: Staff, match: NumberMatch, *, now: datetime) -> bool:
    """The office whenever it likes; a school what counted at once, while its class runs."""
    if may(staff.role, Permission.DECIDE_MATCHES):
        return True
    is_running = not is_over(match.training_class.ends_on, now)
    return may(staff.role, Permission.MATCH_NUMBERS) and match.is_at_once and is_running


def _seen(staff: Staff) -> Select[NumberMatch]:
    decided = joinedload(NumberMatch.decision).joinedload(NumberMatchDecision.decided_by)
    undone = joinedload(NumberMatch.undoing)
    of_whom = joinedload(NumberMatch.enrolment).joinedload(Enrolment.trainee)
    return (
        select(NumberMatch)
        .join(NumberMatch.training_class)
        .options(contains_eager(NumberMatch.training_class), of_whom, decided, undone)
        .where(within_class(staff, Permission.SEE_UNMATCHED_PUNCHES))
    )
