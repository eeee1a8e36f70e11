"""The SMS to a trainee whose claim needs something or is decided, with a link to the claim."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.rules.reminders import next_allowed
from training.claims.acts.act_on_claim import events_of
from training.claims.views.load_claim import policy_of
from training.outbox.acts.short_links import NO_LINKS, LinkDraft, ShortLinks, write_links
from training.outbox.acts.write_message import MessageDraft, ids_of, write_message
from training.records.claims.claims import C1Claim

OF_USE_FOR = timedelta(days=3)


def tell_returned(session: Session, claim: C1Claim, links: ShortLinks = NO_LINKS, *, now: datetime) -> bool:
    """材料退回: which ones and why stands on the page, behind the sign-in."""
    return _tell(session, claim, _draft(session, claim, "claim_returned", now), links, now=now)


def tell_decided(session: Session, claim: C1Claim, links: ShortLinks = NO_LINKS, *, now: datetime) -> bool:
    """通过, 不通过 or 已拨付."""
    draft = _draft(session, claim, "claim_decided", now)
    draft.parameters["decision"] = claim.state.value
    return _tell(session, claim, draft, links, now=now)


def _draft(session: Session, claim: C1Claim, template: str, now: datetime) -> MessageDraft:
    trainee = claim.enrolment.trainee
    return MessageDraft(
        template=template,
        parameters={},
        phone=trainee.phone,
        dedupe_key=f"{template}:{claim.public_id}:{events_of(session, claim)}",
        # In the chat claims are decided late in the evening too.
        due_at=next_allowed(now, policy_of(claim)),
        expires_at=now + OF_USE_FOR,
        trainee_id=trainee.id,
        district_id=claim.district_id,
    )


def _tell(session: Session, claim: C1Claim, draft: MessageDraft, links: ShortLinks, *, now: datetime) -> bool:
    token = links.new_token()
    draft.parameters["link"] = links.to(token)
    is_new = write_message(session, draft, now=now)
    if token and is_new:
        # As long as the papers of a claim that nobody goes on with are kept.
        lasts = timedelta(days=policy_of(claim).unfinished_claim_days)
        message_id = ids_of(session, [draft.dedupe_key])[draft.dedupe_key]
        write_links(session, [LinkDraft(token, message_id, claim.enrolment_id, now + lasts)])
    return is_new
