from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.classes.acts.add_rule_set import add_rule_set
from training.classes.views.choose_rule_set import NOTICE_DAY, choose_rule_set
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.policies.rules.differences import compared, weaker, weaker_words
from training.policies.terms import WEAKER_RULES
from training.records.classes.districts import District, RuleSet


@dataclass(frozen=True)
class NewRules:
    """Numbers by their names in the policy, `effective_from` among them; all others stay as they hold."""

    numbers: Mapping[str, Any]
    is_historical: bool = False
    proposed_by: str = ""
    """Who drafted them, where that is another one than whoever makes them."""


def introduce_rules(
    session: Session, district: District | None, rules: NewRules, *, by: str, now: datetime
) -> RuleSet:
    """A new version of a district, or of the city; a weaker one of a district is told to the city.

    Raises BadRuleSet, NoRulesInForce.
    """
    made = add_rule_set(
        session, district, dict(rules.numbers), made_by=by, is_historical=rules.is_historical, now=now
    )
    if district is not None and not made.is_historical:
        _tell_city(session, made, district, now)
    return made


def _tell_city(session: Session, made: RuleSet, district: District, now: datetime) -> None:
    """R47: 也可自行制定本地区培训检查核价办法, so it holds, and the city knows."""
    # Of its first day, or of today where that is over: only what it is to hold beside counts.
    city = choose_rule_set(session, None, max(made.effective_from, NOTICE_DAY, shanghai_day(now)))
    found = weaker(compared(made.policy, city.policy))
    if not found:
        return
    text = (
        f"{district.name}规则第 {made.version} 版（{made.effective_from} 起）有 {len(found)} 处低于市里："
        f"{weaker_words(found)}。请核实。"
    )
    key = f"{WEAKER_RULES}:{made.id}"
    draft = AlertDraft(WEAKER_RULES, key, text, Audience.INSPECTORS, district_id=district.id)
    raise_alert(session, draft, now=now)
