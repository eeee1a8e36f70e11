"""A quarter without an approved plan is told before it begins, and again once it has begun (R02)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.plans.views.missing_plans import MissingPlan, missing_plans
from training.records.classes.districts import District
from training.records.staff.staff import Staff

KIND = "plan_missing"


def alert_missing_plans(session: Session, *, now: datetime) -> int:
    """For the schedule, since no act makes a quarter begin: to its district and the city; says how many are
    told anew."""
    drafts = (_draft(each, now) for each in missing_plans(session, _with_staff(session), now=now))
    return sum(raise_alert(session, each, now=now) for each in drafts)


def _with_staff(session: Session) -> Sequence[District]:
    """Where nobody works with this system nobody could write a plan in it."""
    works = exists().where(Staff.district_id == District.id, Staff.left_at.is_(None))
    return session.scalars(select(District).where(works).order_by(District.id)).all()


def _draft(own: MissingPlan, now: datetime) -> AlertDraft:
    left = (own.quarter.first - shanghai_day(now)).days
    begins = f"还有 {left} 天开始" if left > 0 else f"{own.quarter.first} 已经开始"
    text = f"{own.district.name}还没有通过的{own.quarter.words}计划（{own.stands}），季度{begins}。"
    stage = "soon" if left > 0 else "begun"
    key = f"{KIND}:{own.district.id}:{own.quarter.key}:{stage}"
    about = own.plan.public_id if own.plan else None
    return AlertDraft(KIND, key, text, Audience.INSPECTORS, district_id=own.district.id, about=about)
