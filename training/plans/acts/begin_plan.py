"""A district begins the plan of a quarter, or a new version of it (R03)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.notes import read_note
from training.notice.permissions import Permission, may
from training.plans.rules.moves import OPEN
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.plans_in_force import plans_in_force
from training.plans.views.see_plans import see_plan
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff


class PlanIsOpen(NotNow):
    """There is a version that is not at its end."""

    def __init__(self, quarter: Quarter):
        super().__init__(f"{quarter.words}已经有一版没有办完，请在那一版上改。")


def begin_plan(session: Session, staff: Staff, quarter: Quarter, note: str, *, now: datetime) -> QuarterPlan:
    """As a draft; a new version begins with the items of the one in force, which stays in force meanwhile.

    Raises NotFound, TextTooLong or PlanIsOpen.
    """
    if staff.district_id is None or not may(staff.role, Permission.WRITE_PLANS):
        raise NotFound("这个旗县区的计划")
    said, public_id = read_note(note), uuid4()
    row = {
        "public_id": public_id,
        "district_id": staff.district_id,
        "year": quarter.year,
        "quarter": quarter.number,
        "version": _next_version(session, staff.district_id, quarter),
        "note": said,
        "state": PlanState.DRAFT,
        "moved_at": now,
        "begun_by_id": staff.id,
        "begun_by": staff.name,
        "begun_at": now,
    }
    if not insert_new(session, QuarterPlan, [row]):
        raise PlanIsOpen(quarter)
    made = see_plan(session, staff, public_id)
    _carry_over(session, staff.district_id, quarter, made)
    return see_plan(session, staff, public_id)


def _next_version(session: Session, district_id: int, quarter: Quarter) -> int:
    """Asked in one statement, so that no colleague's plan comes between: of two the number refuses one."""
    own = (
        QuarterPlan.district_id == district_id,
        QuarterPlan.year == quarter.year,
        QuarterPlan.quarter == quarter.number,
    )
    rows = select(QuarterPlan.version, QuarterPlan.state).where(*own)
    state_of = {version: state for version, state in session.execute(rows)}
    if not OPEN.isdisjoint(state_of.values()):
        raise PlanIsOpen(quarter)
    return max(state_of, default=0) + 1


def _carry_over(session: Session, district_id: int, quarter: Quarter, made: QuarterPlan) -> None:
    before = plans_in_force(session, [(district_id, quarter)]).get((district_id, quarter))
    carried = ("line", "ordinal", "trade", "level", "kind", "is_new_occupation", "industry")
    numbers = ("classes", "people", "halves", "fund", "amount_fen")
    for each in before.items if before else ():
        session.add(PlanItem(plan_id=made.id, **{name: getattr(each, name) for name in (*carried, *numbers)}))
    session.flush()
