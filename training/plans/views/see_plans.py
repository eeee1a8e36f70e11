"""The plans that somebody of the office sees: the city and the auditor all, a district its own (R02, R03)."""

from collections.abc import Sequence
from hashlib import sha256
from json import dumps
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.records.classes.districts import District
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff

OF_AN_ITEM = (
    *("line", "ordinal", "trade", "level", "kind", "is_new_occupation", "industry"),
    *("classes", "people", "halves", "fund", "amount_fen"),
)


def list_plans(session: Session, staff: Staff, quarter: Quarter) -> Sequence[QuarterPlan]:
    """Every version of a quarter with its items, by district, the newest first; dropped drafts left out."""
    of_quarter = _seen(staff).where(QuarterPlan.year == quarter.year, QuarterPlan.quarter == quarter.number)
    rows = of_quarter.where(QuarterPlan.state != PlanState.DROPPED).options(selectinload(QuarterPlan.items))
    return session.scalars(rows.order_by(QuarterPlan.district_id, QuarterPlan.version.desc())).all()


def unplanned(session: Session, staff: Staff, plans: Sequence[QuarterPlan]) -> list[str]:
    """The districts that this person sees and that have written none of these plans."""
    mine = within(staff, Permission.SEE_PLANS, district=District.id)
    others = District.id.not_in({each.district_id for each in plans})
    return list(session.scalars(select(District.name).where(mine, others).order_by(District.id)))


def see_plan(session: Session, staff: Staff, public_id: UUID) -> QuarterPlan:
    """With its items and acts; raises NotFound."""
    own = _seen(staff).where(QuarterPlan.public_id == public_id)
    loaded = own.options(selectinload(QuarterPlan.items), selectinload(QuarterPlan.acts))
    found = session.scalars(loaded.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这份计划")
    return found


def waiting_plans(staff: Staff, *states: PlanState) -> Select[QuarterPlan]:
    """Those in these states that somebody sees: what waits for the city, or was returned to a district."""
    return _seen(staff).where(QuarterPlan.state.in_(states))


def seen_of(own: QuarterPlan) -> str:
    """Changes with every act and every item."""
    return f"{len(own.acts)}-{_digest([_said(each) for each in own.items])}"


def seen_of_item(own: PlanItem) -> str:
    """Changes with everything that the item says, and with nothing of its neighbours."""
    return _digest(_said(own))


def _said(own: PlanItem) -> list[str]:
    return [str(getattr(own, name)) for name in OF_AN_ITEM]


def _digest(said: Sequence[object]) -> str:
    return sha256(dumps(said).encode()).hexdigest()[:16]


def _seen(staff: Staff) -> Select[QuarterPlan]:
    mine = within(staff, Permission.SEE_PLANS, district=QuarterPlan.district_id)
    return select(QuarterPlan).where(mine).options(joinedload(QuarterPlan.district))
