"""The SMS to a trainee whose claim needs something or is decided, with a link to the claim."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.claims.views.load_claim import policy_of
from training.outbox.acts.write_links import write_links
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.rules.short_links import LinkDraft, ShortLinks
from training.outbox.views.ids_of import ids_of
from training.records.claims.claims import C1Claim


def tell_claimant(
    session: Session, claim: C1Claim, draft: MessageDraft, links: ShortLinks, *, now: datetime
) -> bool:
    token = links.new_token()
    draft.parameters["link"] = links.to(token)
    is_new = write_message(session, draft, now=now)
    if token and is_new:
        # As long as the papers of a claim that nobody goes on with are kept.
        lasts = timedelta(days=policy_of(claim).unfinished_claim_days)
        message_id = ids_of(session, [draft.dedupe_key])[draft.dedupe_key]
        write_links(session, [LinkDraft(token, message_id, claim.enrolment_id, now + lasts)])
    return is_new
