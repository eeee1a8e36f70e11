"""One step on the way of a plan: submitted, taken back, returned, approved, dropped (R02, R03)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound, NotNow
from training.notice.notes import read_note, read_reason
from training.notice.permissions import may
from training.plans.acts.tell_of_plan import tell_of_plan
from training.plans.rules.moves import EXPLAINED, MAY, NothingPlanned, moved
from training.plans.terms import PlanMove, PlanState
from training.plans.views.plan_to_write import hold_plan
from training.plans.views.see_plans import see_plan, seen_of
from training.records.plans import PlanAct, QuarterPlan
from training.records.staff.staff import Staff


class PlanMoved(NotNow):
    """Somebody did something with it since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚办过这份计划，请先看看新的经过再办。")


@dataclass(frozen=True)
class PlanStep:
    """What is done, and why; `seen` is the mark of what the page showed."""

    move: PlanMove
    reason: str
    seen: str


def move_plan(session: Session, staff: Staff, plan_id: UUID, step: PlanStep, *, now: datetime) -> QuarterPlan:
    """Record the step and tell of it; approved, the version that was in force is amended by it.

    Raises NotFound, SameHand, ReasonMissing, TextTooLong, PlanMoved, NotInThisState or NothingPlanned.
    """
    own = hold_plan(session, staff, plan_id)
    if step.move not in MAY or not may(staff.role, MAY[step.move]):
        raise NotFound("这份计划")
    reason = read_reason(step.reason, step.move) if step.move in EXPLAINED else read_note(step.reason)
    if step.seen != seen_of(own):
        raise PlanMoved
    moved(own.state, step.move)
    if step.move is PlanMove.SUBMIT and not own.items:
        raise NothingPlanned
    if step.move is PlanMove.APPROVE:
        _check_hand(session, own, staff, now)
        _amend_the_one_before(session, own, staff, now)
    _record(session, own, PlanStep(step.move, reason, step.seen), staff, now)
    made = see_plan(session, staff, plan_id)
    tell_of_plan(session, made, step.move, reason, now=now)
    return made


def _check_hand(session: Session, own: QuarterPlan, staff: Staff, now: datetime) -> None:
    submitted = [each for each in own.acts if each.move is PlanMove.SUBMIT][-1]
    check_other_hand(session, Signature(submitted.acted_by_id, submitted.acted_at), staff, now=now)


def _amend_the_one_before(session: Session, own: QuarterPlan, staff: Staff, now: datetime) -> None:
    of_quarter = (
        QuarterPlan.district_id == own.district_id,
        QuarterPlan.year == own.year,
        QuarterPlan.quarter == own.quarter,
        QuarterPlan.state == PlanState.APPROVED,
    )
    for before in session.scalars(select(QuarterPlan).where(*of_quarter).with_for_update()):
        _record(session, before, PlanStep(PlanMove.AMEND, f"第 {own.version} 版", ""), staff, now)


def _record(session: Session, own: QuarterPlan, step: PlanStep, staff: Staff, now: datetime) -> None:
    follows = moved(own.state, step.move)
    row = {
        "plan_id": own.id,
        "ordinal": len(own.acts) + 1,
        "move": step.move,
        "state": follows,
        "reason": step.reason,
        "acted_by_id": staff.id,
        "acted_by": staff.name,
        "acted_at": now,
    }
    if not insert_new(session, PlanAct, [row]):
        raise PlanMoved
    values = {"state": follows, "moved_at": now}
    session.execute(update(QuarterPlan).where(QuarterPlan.id == own.id).values(values))
