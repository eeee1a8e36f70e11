"""A change before it is asked for: whether it may be, and what would follow."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from training.changes.rules.amendments import Facts, check_amendment
from training.changes.rules.consequences import Consequence
from training.changes.rules.values import text_of
from training.changes.terms import AmendedField
from training.changes.views.consequences_of import consequences_of
from training.changes.views.facts_of import facts_of, waiting_ordinal
from training.changes.views.filed_of import filed_of
from training.records.classes.classes import TrainingClass


@dataclass(frozen=True)
class Preview:
    """The field with its value of now and the one asked for, as a request keeps them, and what follows."""

    field: AmendedField
    old: str
    new: str
    consequences: tuple[Consequence, ...]


def preview_of(
    session: Session, own: TrainingClass, field: AmendedField, text: str, *, now: datetime
) -> Preview:
    """Raises what `check_amendment` refuses."""
    facts = checked_facts(session, own, field, text, now=now)
    found = consequences_of(session, own, field, text, facts, now=now)
    return Preview(field, text_of(filed_of(own), field), text, found)


def checked_facts(
    session: Session, own: TrainingClass, field: AmendedField, text: str, *, now: datetime
) -> Facts:
    """Of a request that would be made now; raises what `check_amendment` refuses."""
    facts = facts_of(session, own, field, text, asked_at=now, now=now)
    asked = replace(facts, waiting_ordinal=waiting_ordinal(session, own, field))
    check_amendment(filed_of(own), field, text, asked)
    return asked
