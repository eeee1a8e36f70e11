"""The SMS to a trainee whose claim needs something or is decided."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.records import C1Claim
from training.services.act_on_claim import events_of
from training.services.write_message import MessageDraft, write_message

OF_USE_FOR = timedelta(days=3)


def tell_returned(session: Session, claim: C1Claim, *, now: datetime) -> bool:
    """材料退回: which ones and why stands on the page, behind the sign-in."""
    return _tell(session, claim, "claim_returned", {}, now)


def tell_decided(session: Session, claim: C1Claim, *, now: datetime) -> bool:
    """通过, 不通过 or 已拨付."""
    return _tell(session, claim, "claim_decided", {"decision": claim.state.value}, now)


def _tell(session: Session, claim: C1Claim, template: str, parameters: dict[str, str], now: datetime) -> bool:
    trainee = claim.enrolment.trainee
    draft = MessageDraft(
        template=template,
        parameters=parameters,
        phone=trainee.phone,
        dedupe_key=f"{template}:{claim.public_id}:{events_of(session, claim)}",
        expires_at=now + OF_USE_FOR,
        trainee_id=trainee.id,
        district_id=claim.district_id,
    )
    return write_message(session, draft, now=now)
