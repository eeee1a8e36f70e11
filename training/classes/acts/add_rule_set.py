"""A district makes rules of its own: a new version, never a changed one (R47)."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.numbered_policy import numbered_policy
from training.notice.policy import Policy
from training.records.classes.districts import District, RuleSet


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

    Raises BadRuleSet or NoRulesInForce, as `numbered_policy`.
    """
    district_id = district.id if district else None
    policy = numbered_policy(session, district_id, changed, is_historical=is_historical)
    own = RuleSet.district_id == district_id if district else RuleSet.district_id.is_(None)
    last = session.scalar(select(func.max(RuleSet.version)).where(own)) or 0
    rule_set = RuleSet(
        district_id=district_id,
        version=last + 1,
        effective_from=policy.effective_from,
        numbers=policy.to_numbers(),
        note=_what_differs(policy),
        made_by=made_by,
        made_at=now,
        is_historical=is_historical,
    )
    session.add(rule_set)
    session.flush()
    return rule_set


def _what_differs(policy: Policy) -> str:
    notice, own = Policy().to_numbers(), policy.to_numbers()
    return "；".join(f"{name}={own[name]}" for name in own if own[name] != notice[name])[:255]
