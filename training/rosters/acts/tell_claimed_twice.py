"""同期两班: two schools claim the same people for the same days; that is refused, and told (R26)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import RosterOf


def tell_claimed_twice(
    session: Session, claimed: Mapping[tuple[RosterOf, RosterOf], int], *, now: datetime
) -> None:
    """How many, by the class of the file and the class that has them; once a day.

    Both districts are told and the city, and nobody where one school has both classes: it reads the refusal.
    The refusal rolled everything else back, the classes of the file too: whoever refuses calls this in a
    transaction of its own.
    """
    for (own, other), people in claimed.items():
        if own.institution_id == other.institution_id:
            continue
        text = (
            f"{own.institution}的班级 {own.class_number} 名册里有 {people} 人同期已在"
            f"{other.institution}的班级 {other.class_number} 在册，已拒绝。请核实人在哪里上课。"
        )
        told = {each.district_id: each for each in (own, other)}
        for district, where in told.items():
            key = f"claimed_twice:{own.class_number}:{other.class_number}:{shanghai_day(now)}:{district}"
            draft = AlertDraft(
                "claimed_twice",
                key,
                text,
                Audience.INSPECTORS,
                _standing(session, where),
                district_id=district,
            )
            raise_alert(session, draft, now=now)


def _standing(session: Session, where: RosterOf) -> TrainingClass | None:
    """None of one that came with the refused file; another one may have its key by now."""
    found = session.get(TrainingClass, where.class_id)
    return found if found is not None and found.class_number == where.class_number else None
