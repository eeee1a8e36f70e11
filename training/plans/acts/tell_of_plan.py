from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanMove
from training.records.plans import QuarterPlan

TOLD = {
    PlanMove.SUBMIT: ("plan_submitted", "{}已提交，请市级审查"),
    PlanMove.RETURN: ("plan_returned", "{}被退回：{}"),
    PlanMove.APPROVE: ("plan_approved", "{}已通过审查"),
}


def tell_of_plan(session: Session, own: QuarterPlan, move: PlanMove, reason: str, *, now: datetime) -> bool:
    """To the district and the city, once an act; of what concerns nobody else nobody is told."""
    if move not in TOLD:
        return False
    kind, words = TOLD[move]
    name = f"{own.district.name} {Quarter(own.year, own.quarter).words}计划第 {own.version} 版"
    key = f"{kind}:{own.public_id}:{len(own.acts)}"
    text = words.format(name, reason)
    draft = AlertDraft(
        kind, key, text, Audience.INSPECTORS, None, district_id=own.district_id, about=own.public_id
    )
    return raise_alert(session, draft, now=now)
