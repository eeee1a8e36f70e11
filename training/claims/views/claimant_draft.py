from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.claims.rules.claim_messages import claim_key
from training.claims.views.events_of import events_of
from training.claims.views.load_claim import policy_of
from training.outbox.acts.write_messages import MessageDraft
from training.records.claims.claims import C1Claim

OF_USE_FOR = timedelta(days=3)


def claimant_draft(session: Session, claim: C1Claim, template: str, now: datetime) -> MessageDraft:
    trainee = claim.enrolment.trainee
    return MessageDraft(
        template=template,
        parameters={},
        phone=trainee.phone,
        dedupe_key=claim_key(template, claim.public_id, events_of(session, claim)),
        # In the chat claims are decided late in the evening too.
        due_at=next_allowed(now, policy_of(claim)),
        expires_at=now + OF_USE_FOR,
        trainee_id=trainee.id,
        district_id=claim.district_id,
    )
