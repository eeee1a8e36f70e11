"""Which version of whose rules holds on a day (R47, R71)."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from training.errors import NotRight
from training.notice.policy import Policy
from training.records.classes.districts import RuleSet

NOTICE_DAY = Policy().effective_from


class NoRulesInForce(NotRight):
    """No rule set is in force on that day (R71)."""

    def __init__(self, on: date):
        super().__init__(f"{on} 没有生效的规则版本（通知自 2023-02-24 起执行），请核对备案日期。")
        self.on = on


def choose_rule_set(
    session: Session, district_id: int | None, on: date, *, known_at: datetime | None = None
) -> RuleSet:
    """The district's own latest version in force on that day, else the city default.

    With `known_at`, of those that had been made by then.

    One that is 历史 holds for no day of the notice's own. Raises NoRulesInForce before the first version's
    effective date.
    """
    own_first = RuleSet.district_id.is_(None)
    rules = (
        select(RuleSet)
        .where(or_(RuleSet.district_id == district_id, RuleSet.district_id.is_(None)))
        .where(RuleSet.effective_from <= on, RuleSet.is_historical == (on < NOTICE_DAY))
        .order_by(own_first, RuleSet.effective_from.desc(), RuleSet.version.desc())
        .limit(1)
    )
    known = rules if known_at is None else rules.where(RuleSet.made_at <= known_at)
    found = session.scalars(known).first()
    if found is None:
        raise NoRulesInForce(on)
    return found


def list_rule_sets(session: Session) -> list[RuleSet]:
    """Every version: the city's first, then district by district, the oldest first."""
    in_order = (RuleSet.district_id.is_not(None), RuleSet.district_id, RuleSet.version)
    return list(session.scalars(select(RuleSet).options(joinedload(RuleSet.district)).order_by(*in_order)))
