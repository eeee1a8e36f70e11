from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.kinds import Doubt, DoubtKind
from training.classes.views.doubts_of import doubts_of
from training.outbox.acts.raise_alert import AlertDraft
from training.outbox.acts.raise_alerts import raise_alerts
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
    drafts = [draft for each in own for doubt in found.get(each.id, ()) for draft in _drafts(each, doubt)]
    return raise_alerts(session, drafts, now=now)


def _drafts(own: TrainingClass, doubt: Doubt) -> Iterator[AlertDraft]:
    kind, text = doubt.kind.told_as, f"班级 {own.class_number}：{doubt.message}。"
    for each in TOLD[doubt.kind]:
        yield AlertDraft(kind, f"{kind}:{own.public_id}:{each}", text, each, own)
