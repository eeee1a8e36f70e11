from datetime import datetime

from sqlalchemy.orm import Session

from training.changes.rules.values import filed_words
from training.changes.views.see_amendments import is_told_to_the_city
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.changes.amendments import ClassAmendment

LONGEST_NAME = 60


def tell_amendment(session: Session, asked: ClassAmendment, *, now: datetime) -> None:
    """Whoever asked is told of the decision, and the city of a change that moves its checks (R40, R41)."""
    own, decision = asked.training_class, asked.decision
    if decision is None:
        return
    why = f"：{decision.note}" if decision.note else ""
    what = f"班级 {own.class_number} 的{asked.field}"
    new = filed_words(asked.field, asked.new, LONGEST_NAME)
    # Of a district that asked for itself the inspectors are the askers.
    by_institution = asked.asker.institution_id is not None
    draft = AlertDraft(
        kind="amendment_decided",
        dedupe_key=f"amendment_decided:{asked.public_id}",
        text=f"变更{what}（改为 {new}）的申请{asked.state}（{decision.decided_by}）{why}",
        audience=Audience.INSTITUTION if by_institution else Audience.INSPECTORS,
        training_class=own,
        about=asked.public_id,
    )
    raise_alert(session, draft, now=now)
    if is_told_to_the_city(asked):
        old = filed_words(asked.field, asked.old, LONGEST_NAME)
        text = f"{own.district.name}已同意{what}由 {old} 改为 {new}，须查班次数以新的为准，请知悉。"
        key = f"amendment_told:{asked.public_id}"
        # Without the class: it would stand before its district as well, which has just decided.
        told = AlertDraft("amendment_told", key, text, Audience.INSPECTORS, about=asked.public_id)
        raise_alert(session, told, now=now)
