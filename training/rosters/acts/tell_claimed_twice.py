"""同期两班: two schools claim the same people for the same days; that is refused, and told (R26)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass


def tell_claimed_twice(session: Session, claimed: Mapping[tuple[int, int], int], *, now: datetime) -> None:
    """How many, by the keys of the class of the file and of the class that has them; once a day.

    Both districts are told and the city, and nobody where one school has both classes: it reads the refusal.
    The refusal rolled everything else back: whoever refuses calls this in a transaction of its own.
    """
    for (class_id, other_id), people in claimed.items():
        own, other = session.get_one(TrainingClass, class_id), session.get_one(TrainingClass, other_id)
        if own.institution_id == other.institution_id:
            continue
        text = (
            f"{own.institution.name}的班级 {own.class_number} 名册里有 {people} 人同期已在"
            f"{other.institution.name}的班级 {other.class_number} 在册，已拒绝。请核实人在哪里上课。"
        )
        told = {each.district_id: each for each in (own, other)}
        for district, where in told.items():
            key = f"claimed_twice:{class_id}:{other_id}:{shanghai_day(now)}:{district}"
            draft = AlertDraft("claimed_twice", key, text, Audience.INSPECTORS, where)
            raise_alert(session, draft, now=now)
