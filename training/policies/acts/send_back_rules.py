from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.notes import read_note, read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.policies.acts.close_proposal import Closing, close_proposal
from training.policies.rules.proposals import ProposalDecided
from training.policies.terms import ProposalState
from training.policies.views.proposals import find_proposal, state_of_proposal
from training.records.classes.rule_proposals import RuleProposal
from training.records.staff.staff import Staff


def send_back_rules(
    session: Session, staff: Staff, public_id: UUID, reason: str, *, now: datetime
) -> RuleProposal:
    """The draft does not come into force: sent back with a reason, or withdrawn by whoever proposed it.

    Raises NotFound, ProposalDecided, ReasonMissing, TextTooLong.
    """
    own = find_proposal(session, staff, public_id)
    state = state_of_proposal(own)
    if state is not ProposalState.WAITING:
        raise ProposalDecided(state)
    is_own = own.proposed_by_id == staff.id
    note = read_note(reason) if is_own else read_reason(reason, "退回草案")
    became = ProposalState.WITHDRAWN if is_own else ProposalState.SENT_BACK
    close_proposal(session, own, staff, Closing(became, note), now=now)
    if not is_own:
        text = f"{staff.name} 退回了 {own.proposed_by} 提出的规则草案：{note}"
        key = f"rules_sent_back:{own.public_id}"
        draft = AlertDraft("rules_sent_back", key, text, Audience.INSPECTORS, district_id=own.district_id)
        raise_alert(session, draft, now=now)
    return own
