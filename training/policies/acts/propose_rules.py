from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.views.numbered_policy import numbered_policy
from training.database import wait_for_turn
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.policies.acts.close_proposal import Closing, close_proposal
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.make_rules import TURN
from training.policies.rules.proposals import AnotherWaits
from training.policies.terms import ProposalState
from training.policies.views.proposals import waiting_in
from training.policies.views.rule_versions import RulesChanged, find_place, latest_of
from training.records.classes.districts import District
from training.records.classes.rule_proposals import RuleProposal
from training.records.staff.staff import Staff


def propose_rules(
    session: Session, staff: Staff, district_id: int | None, rules: NewRules, *, seen: str, now: datetime
) -> RuleProposal:
    """A draft, after having seen the latest version (`seen` is its mark); it takes the place of the own one.

    Raises NotFound, RulesChanged, AnotherWaits, BadRuleSet, NoRulesInForce.
    """
    district = find_place(session, staff, district_id)
    wait_for_turn(session, TURN)
    if latest_of(session, district_id) != seen:
        raise RulesChanged
    before = waiting_in(session, district_id)
    if before is not None and before.proposed_by_id != staff.id:
        raise AnotherWaits(before.proposed_by)
    policy = numbered_policy(session, district_id, dict(rules.numbers), is_historical=rules.is_historical)
    if before is not None:
        close_proposal(session, before, staff, Closing(ProposalState.REPLACED), now=now)
    made = RuleProposal(
        district=district,
        numbers=policy.to_numbers(),
        effective_from=policy.effective_from,
        is_historical=rules.is_historical,
        seen=seen,
        proposed_by_id=staff.id,
        proposed_by=staff.name,
        proposed_at=now,
    )
    session.add(made)
    session.flush()
    _tell(session, made, district, now)
    return made


def _tell(session: Session, made: RuleProposal, district: District | None, now: datetime) -> None:
    """Everybody who makes rules there; also the one alone who has to wait."""
    place = district.name if district else "全市"
    text = (
        f"{made.proposed_by} 提出{place}规则草案（{made.effective_from} 起），确认以后才生效："
        "请另一位在工作台“规则”里看改动，再确认或退回。"
    )
    key = f"rules_proposed:{made.public_id}"
    draft = AlertDraft("rules_proposed", key, text, Audience.INSPECTORS, district_id=made.district_id)
    raise_alert(session, draft, now=now)
