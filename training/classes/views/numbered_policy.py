"""The policy that a new version of rules would be: what would hold on its first day, with other numbers."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.errors import NotRight
from training.notice.policy import Policy


class BadRuleSet(NotRight):
    """The numbers are no policy."""


def numbered_policy(
    session: Session, district_id: int | None, changed: dict[str, Any], *, is_historical: bool
) -> Policy:
    """`changed` must name `effective_from` (YYYY-MM-DD).

    One that is 历史 begins before the notice's first day, from the notice's numbers. Raises BadRuleSet for an
    unknown name or a wrong value, NoRulesInForce for a day before the notice.
    """
    held = _held(session, district_id, _first_day(changed), is_historical)
    try:
        return Policy.from_numbers(held.to_numbers() | changed)
    except (TypeError, ValueError) as error:
        raise BadRuleSet(f"规则版本有误：{error}") from error


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
