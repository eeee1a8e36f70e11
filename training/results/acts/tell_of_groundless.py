from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass

LONGEST_NAME = 60


@dataclass(frozen=True)
class Decided:
    """What was decided: its own key, in words with room for how many, and who is 合格 by it (enrolments)."""

    key: str
    words: str
    qualified: Collection[int] = ()


def tell_of_groundless(session: Session, own: TrainingClass, decided: Decided, *, now: datetime) -> None:
    """The city hears of good certificates of people who are 合格 no more; only two of it void them."""
    good = select(func.count()).where(Certificate.class_id == own.id)
    good = good.where(Certificate.live_enrolment_id.is_not(None))
    many = session.scalar(good.where(Certificate.live_enrolment_id.not_in(decided.qualified)))
    if not many:
        return
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    text = f"班级 {name}{decided.words.format(many)}，请核对要不要作废。"
    key = f"certificates_due:{own.public_id}:{decided.key}"
    draft = AlertDraft("certificates_due", key, text, Audience.INSPECTORS, about=own.public_id)
    raise_alert(session, draft, now=now)
