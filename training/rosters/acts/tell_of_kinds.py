from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.kinds import Doubt, DoubtKind
from training.classes.views.doubts_of import doubts_of
from training.database import insert_new
from training.outbox.acts.raise_alert import AlertDraft
from training.outbox.acts.raise_alerts import raise_alerts
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.classes.findings import KeyGroupFinding

TOLD = {
    DoubtKind.UNAPPROVED: (Audience.INSPECTORS,),
    DoubtKind.KEY_GROUP: (Audience.INSPECTORS, Audience.INSTITUTION),
}
"""The city and the district; of its people also whoever filed them."""


def tell_of_kinds(session: Session, classes: Collection[int], *, now: datetime) -> int:
    """What is doubtful of these classes, by their keys; once for each class and doubt (R40, R57).

    That people are of key groups is recorded as well, for its checks are owed whatever becomes of the word
    about it. Says how many are told anew.
    """
    if not classes:
        return 0
    wanted = select(TrainingClass).where(TrainingClass.id.in_(classes)).order_by(TrainingClass.id)
    own = session.scalars(wanted.options(joinedload(TrainingClass.rule_set))).all()
    found = doubts_of(session, own)
    insert_new(session, KeyGroupFinding, list(_findings(found, now)))
    drafts = [draft for each in own for doubt in found.get(each.id, ()) for draft in _drafts(each, doubt)]
    return raise_alerts(session, drafts, now=now)


def _findings(found: Mapping[int, tuple[Doubt, ...]], now: datetime) -> Iterator[dict[str, Any]]:
    for key, doubts in found.items():
        for each in doubts:
            if each.kind is DoubtKind.KEY_GROUP:
                yield {"class_id": key, "found": each.message, "found_at": now}


def _drafts(own: TrainingClass, doubt: Doubt) -> Iterator[AlertDraft]:
    kind, text = doubt.kind.told_as, f"班级 {own.class_number}：{doubt.message}。"
    for each in TOLD[doubt.kind]:
        yield AlertDraft(kind, f"{kind}:{own.public_id}:{each}", text, each, own)
