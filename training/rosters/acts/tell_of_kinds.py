from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.kinds import Doubt, DoubtKind
from training.classes.views.doubts_of import doubts_of
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass

TOLD = {
    DoubtKind.UNAPPROVED: (Audience.INSPECTORS,),
    DoubtKind.KEY_GROUP: (Audience.INSPECTORS, Audience.INSTITUTION),
}
"""The city and the district; of its people also whoever filed them."""


def tell_of_kinds(session: Session, classes: Collection[int], *, now: datetime) -> int:
    """What is doubtful of these classes, by their keys; once for each class and doubt (R40, R57).

    Says how many are told anew.
    """
    if not classes:
        return 0
    wanted = select(TrainingClass).where(TrainingClass.id.in_(classes)).order_by(TrainingClass.id)
    own = session.scalars(wanted.options(joinedload(TrainingClass.rule_set))).all()
    found = doubts_of(session, own)
    return sum(_tell(session, each, doubt, now) for each in own for doubt in found.get(each.id, ()))


def _tell(session: Session, own: TrainingClass, doubt: Doubt, now: datetime) -> int:
    kind, text = doubt.kind.told_as, f"班级 {own.class_number}：{doubt.message}。"
    return sum(
        raise_alert(session, AlertDraft(kind, f"{kind}:{own.public_id}:{each}", text, each, own), now=now)
        for each in TOLD[doubt.kind]
    )
