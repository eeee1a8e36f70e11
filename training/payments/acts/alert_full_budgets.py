"""An item of a plan whose money is used up, or exceeded, is told once each (R67)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.ledgers.rules.budgets import Level
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.views.use_of_funds import FundUse, use_everywhere
from training.plans.rules.quarters import FIRST_YEAR, Quarter, quarter_of
from training.records.plans import PlanItem

KIND = "funds_used"
QUARTERS = 8
"""Money follows a class by months; of what is older the page still tells."""


def alert_full_budgets(session: Session, *, now: datetime) -> int:
    """For the schedule, since many acts use money: to the district and the city; says how many are new."""
    quarters = _latest(quarter_of(shanghai_day(now)))
    drafts = [draft for each in quarters for draft in _drafts(session, each)]
    return sum(raise_alert(session, each, now=now) for each in drafts)


def _drafts(session: Session, quarter: Quarter) -> Iterator[AlertDraft]:
    for each in use_everywhere(session, quarter):
        if each.item and each.level is not Level.WITHIN:
            yield _draft(each, each.item, quarter)


def _draft(own: FundUse, item: PlanItem, quarter: Quarter) -> AlertDraft:
    is_over = own.level is Level.OVER
    how = "超出" if is_over else "刚好用完"
    next_step = "请修订计划或停止再上会" if is_over else "再上会就会超出"
    text = (
        f"{own.district.name}{quarter.words}计划第 {item.ordinal} 项{item.trade}"
        f"已用 {yuan(own.spent.most)} 元，{how}计划的 {yuan(item.amount_fen)} 元，{next_step}。"
    )
    # An amendment with more money is another budget: what fills that one is told again.
    key = f"{KIND}:{own.district.id}:{item.line}:{item.amount_fen}:{own.level.name.lower()}"
    return AlertDraft(KIND, key, text, Audience.INSPECTORS, district_id=own.district.id)


def _latest(last: Quarter) -> Iterator[Quarter]:
    for back in range(QUARTERS):
        place = last.year * 4 + last.number - 1 - back
        if place // 4 >= FIRST_YEAR:
            yield Quarter(place // 4, place % 4 + 1)
