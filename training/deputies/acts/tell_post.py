from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Telling:
    """What a post is told: its kind, the key of its cause, and the sentence."""

    kind: str
    key: str
    text: str


def tell_post(session: Session, whom: Staff, telling: Telling, *, now: datetime) -> None:
    """Let somebody's own place know, on the desk and in its chat."""
    draft = AlertDraft(
        telling.kind,
        telling.key,
        telling.text,
        _audience(whom),
        institution_id=whom.institution_id,
        district_id=whom.district_id,
    )
    raise_alert(session, draft, now=now)


def _audience(whom: Staff) -> Audience:
    if whom.institution_id is not None:
        return Audience.INSTITUTION
    return Audience.ADMINISTRATOR if whom.district_id is None else Audience.INSPECTORS
