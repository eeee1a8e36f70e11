"""Tell the people on duty: an alert is raised once for one cause."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.terms import Audience, Role
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff

LONGEST_TEXT = 255


@dataclass(frozen=True)
class AlertDraft:
    """What is wrong and what to do, in one Chinese sentence of at most 255 characters, and for whom."""

    kind: str
    dedupe_key: str
    text: str
    audience: Audience
    training_class: TrainingClass | None = None
    """Gives the district and the institution too."""
    institution_id: int | None = None
    district_id: int | None = None


def raise_alert(session: Session, draft: AlertDraft, *, now: datetime) -> bool:
    """Raise the alert unless its key was raised before; says whether it is new."""
    own = draft.training_class
    row = {
        "public_id": uuid4(),
        "dedupe_key": draft.dedupe_key,
        "kind": draft.kind,
        "audience": draft.audience,
        "district_id": own.district_id if own else draft.district_id,
        "institution_id": own.institution_id if own else draft.institution_id,
        "class_id": own.id if own else None,
        "text": _fitting(draft.text),
        "raised_at": now,
    }
    return insert_new(session, Alert, [row]) == 1


def _fitting(text: str) -> str:
    """A database that refuses a long name in it would undo the very act that the alert is about."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def alerts_for(staff: Staff) -> Select[Alert]:
    """The alerts that this person may read, the newest first: the city's are all that inspectors get (R09).

    Auditors read what became of classes; that a channel is out of money is for those who run it.
    """
    alerts = select(Alert).order_by(Alert.raised_at.desc(), Alert.id.desc())
    if staff.role is Role.INSTITUTION:
        own = Alert.institution_id == staff.institution_id
        return alerts.where(Alert.audience == Audience.INSTITUTION, own)
    inspectors = Alert.audience == Audience.INSPECTORS
    if staff.role is Role.DISTRICT:
        return alerts.where(inspectors, Alert.district_id == staff.district_id)
    if staff.role is Role.AUDITOR:
        return alerts.where(inspectors)
    return alerts.where(or_(inspectors, Alert.audience == Audience.ADMINISTRATOR))
