from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.policies.acts.close_proposal import Closing, close_proposal
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.make_rules import make_rules
from training.policies.rules.proposals import OwnProposal, ProposalDecided, TooEarly
from training.policies.terms import ProposalState
from training.policies.views.proposals import alone_from, find_proposal, state_of_proposal
from training.records.classes.districts import RuleSet
from training.records.classes.rule_proposals import RuleProposal
from training.records.staff.staff import Staff


def put_in_force(session: Session, staff: Staff, public_id: UUID, *, now: datetime) -> RuleSet:
    """The second person agrees, and the draft is the next version.

    Where nobody else makes rules there, its own author, a day later. Raises NotFound, ProposalDecided,
    OwnProposal, TooEarly, SameHand, RulesChanged, BadRuleSet, NoRulesInForce.
    """
    own = find_proposal(session, staff, public_id)
    state = state_of_proposal(own)
    if state is not ProposalState.WAITING:
        raise ProposalDecided(state)
    _check_second(session, staff, own, now)
    rules = NewRules(own.numbers, own.is_historical, own.proposed_by)
    made = make_rules(session, staff, own.district_id, rules, seen=own.seen, now=now)
    close_proposal(session, own, staff, Closing(ProposalState.IN_FORCE, made=made), now=now)
    return made


def _check_second(session: Session, staff: Staff, own: RuleProposal, now: datetime) -> None:
    if own.proposed_by_id != staff.id:
        check_other_hand(session, Signature(own.proposed_by_id, own.proposed_at), staff, now=now)
        return
    alone = alone_from(session, own)
    if alone is None:
        raise OwnProposal
    if now < alone:
        raise TooEarly(alone)
