"""A district makes rules of its own: a new version, never a changed one (R47)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.errors import NotRight
from training.notice.policy import Policy
from training.records.classes.districts import District, RuleSet


class BadRuleSet(NotRight):
    """The numbers are no policy."""


def add_rule_set(
    session: Session,
    district: District | None,
    changed: dict[str, Any],
    *,
    made_by: str,
    is_historical: bool = False,
    now: datetime,
) -> RuleSet:
    """Store the next version: what would hold on its first day, with `changed` in place of the same names.

    `changed` must name `effective_from` (YYYY-MM-DD). One that is 历史 begins before the notice's first day,
    from the notice's numbers, for classes that were filed then. Raises BadRuleSet for an unknown name or a
    wrong value, NoRulesInForce for a day before the notice.
    """
    effective_from = _first_day(changed)
    district_id = district.id if district else None
    policy = _with(changed, _held(session, district_id, effective_from, is_historical))
    own = RuleSet.district_id == district_id if district else RuleSet.district_id.is_(None)
    last = session.scalar(select(func.max(RuleSet.version)).where(own)) or 0
    rule_set = RuleSet(
        district_id=district_id,
        version=last + 1,
        effective_from=effective_from,
        numbers=policy.to_numbers(),
        note=_what_differs(policy),
        made_by=made_by,
        made_at=now,
        is_historical=is_historical,
    )
    session.add(rule_set)
    session.flush()
    return rule_set


def _held(session: Session, district_id: int | None, on: date, is_historical: bool) -> Policy:
    if not is_historical:
        return choose_rule_set(session, district_id, on).policy
    if on >= NOTICE_DAY:
        raise BadRuleSet(f"历史规则要从 {NOTICE_DAY} 以前的一天起；从那天起的规则不用标历史。")
    return Policy()


def _first_day(changed: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(changed["effective_from"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadRuleSet("规则版本要写明生效日期 effective_from（YYYY-MM-DD）。") from error


def _with(changed: dict[str, Any], held: Policy) -> Policy:
    try:
        return Policy.from_numbers(held.to_numbers() | changed)
    except (TypeError, ValueError) as error:
        raise BadRuleSet(f"规则版本有误：{error}") from error


def _what_differs(policy: Policy) -> str:
    notice, own = Policy().to_numbers(), policy.to_numbers()
    return "；".join(f"{name}={own[name]}" for name in own if own[name] != notice[name])[:255]
