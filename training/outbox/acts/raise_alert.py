"""Tell the people on duty: an alert is raised once for one cause."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from training.database import insert_new
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert

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
    about: UUID | None = None
    """What it is about, where that is not the class."""

    def row(self, now: datetime) -> dict[str, Any]:
        """What becomes of it in the table, for `insert_new`."""
        own = self.training_class
        return {
            "public_id": uuid4(),
            "dedupe_key": self.dedupe_key,
            "kind": self.kind,
            "audience": self.audience,
            "district_id": own.district_id if own else self.district_id,
            "institution_id": own.institution_id if own else self.institution_id,
            "class_id": own.id if own else None,
            "about": self.about or (own.public_id if own else None),
            "text": _fitting(self.text),
            "raised_at": now,
        }


def raise_alert(session: Session, draft: AlertDraft, *, now: datetime) -> bool:
    """Raise the alert unless its key was raised before; says whether it is new."""
    return insert_new(session, Alert, [draft.row(now)]) == 1


def _fitting(text: str) -> str:
    """A database that refuses a long name in it would undo the very act that the alert is about."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
