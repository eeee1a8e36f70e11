from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.policies.acts.introduce_rules import NewRules, introduce_rules
from training.policies.views.rule_versions import RulesChanged, find_place, latest_of
from training.records.classes.districts import RuleSet
from training.records.staff.staff import Staff

TURN = 7_301_202_647


def make_rules(
    session: Session, staff: Staff, district_id: int | None, rules: NewRules, *, seen: str, now: datetime
) -> RuleSet:
    """Of the own district, or the city's, after having seen its latest version (`seen` is its mark).

    Raises NotFound, RulesChanged, BadRuleSet, NoRulesInForce.
    """
    district = find_place(session, staff, district_id)
    wait_for_turn(session, TURN)
    if latest_of(session, district_id) != seen:
        raise RulesChanged
    both = {rules.proposed_by or staff.name: None, staff.name: None}
    return introduce_rules(session, district, rules, by="、".join(both)[:64], now=now)
