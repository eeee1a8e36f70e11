from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.policies.rules.proposals import ProposalDecided
from training.policies.terms import ProposalState
from training.policies.views.proposals import state_of_proposal
from training.records.classes.districts import RuleSet
from training.records.classes.rule_proposals import RuleDecision, RuleProposal
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Closing:
    """What became of a draft, why, and the version that was made of it."""

    state: ProposalState
    note: str = ""
    made: RuleSet | None = None


def close_proposal(
    session: Session,
    own: RuleProposal,
    staff: Staff,
    closing: Closing,
    *,
    now: datetime,
) -> None:
    """What became of a draft, once; raises ProposalDecided."""
    row = {
        "proposal_id": own.id,
        "state": closing.state,
        "note": closing.note,
        "rule_set_id": closing.made.id if closing.made else None,
        "decided_by_id": staff.id,
        "decided_by": staff.name,
        "decided_at": now,
    }
    is_new = insert_new(session, RuleDecision, [row])
    session.expire(own, ["decision"])
    if not is_new:
        raise ProposalDecided(state_of_proposal(own))
