"""From which day on finance may have paid: that of the application, or of the one of before (R22)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct
from training.eligibility.terms import LineAct
from training.notice.clock import shanghai_day
from training.records.claims.claims import ClaimEvent
from training.records.payments.payments import FinanceApplication
from training.records.subsidies.lines import LineEvent, SubsidyLine


def applied_since(session: Session, application: FinanceApplication, lines: Sequence[SubsidyLine]) -> date:
    """Of these lines the latest day, for nobody was paid before it was applied for him.

    What was applied for before it was carried over may have been paid since then, also where it had to be
    applied for anew so that another hand pays; one statement, none where nobody's was.
    """
    before = _of_before(session, [each.id for each in lines if each.claim_id is not None])
    return max(
        (before.get(each.id, application.applied_on) for each in lines), default=application.applied_on
    )


def _of_before(session: Session, keys: Sequence[int]) -> dict[int, date]:
    """By line."""
    if not keys:
        return {}
    applied, carried = ClaimEvent, LineEvent
    rows = select(SubsidyLine.id, func.min(applied.acted_at))
    rows = rows.join(applied, applied.claim_id == SubsidyLine.claim_id)
    rows = rows.join(carried, carried.line_id == SubsidyLine.id)
    acts = applied.act == ClaimAct.APPLY, carried.act == LineAct.CARRY_OVER
    own = rows.where(SubsidyLine.id.in_(keys), *acts, applied.acted_at < carried.acted_at)
    return {key: shanghai_day(at) for key, at in session.execute(own.group_by(SubsidyLine.id))}
