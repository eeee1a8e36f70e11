from datetime import datetime

from sqlalchemy.orm import Session

from training.deputies.acts.tell_post import Telling, tell_post
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff


def tell_way_in(session: Session, member: Staff, telling: Telling, *, now: datetime) -> None:
    """Let the place of whom somebody else let in know, and the administrators."""
    tell_post(session, member, telling, now=now)
    draft = AlertDraft(telling.kind, f"{telling.key}:administrator", telling.text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)
