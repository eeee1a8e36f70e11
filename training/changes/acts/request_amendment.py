"""The institution, or the district itself, asks that a filed class be changed (变更申请, R07)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.changes.rules.values import filed_words, text_of
from training.changes.terms import AmendedField, ChangeState
from training.changes.views.filed_of import filed_of
from training.changes.views.find_class_to_change import find_class_to_change, hold_class
from training.changes.views.preview_of import checked_facts
from training.notice.notes import read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.changes.amendments import ClassAmendment
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

LONGEST_NAME = 60


@dataclass(frozen=True)
class AmendmentDraft:
    """Which field, its new value as `read_typed` gives it, and why."""

    field: AmendedField
    text: str
    reason: str


def request_amendment(
    session: Session, staff: Staff, class_id: UUID, draft: AmendmentDraft, *, now: datetime
) -> ClassAmendment:
    """Keep the request and tell the district.

    Raises NotFound, ReasonMissing, TextTooLong, ListIsApproved, ClassIsOver, AlreadyAsked,
    NothingChanges or BadAmendment.
    """
    own = find_class_to_change(session, staff, class_id)
    hold_class(session, own)
    reason = read_reason(draft.reason, "申请变更")
    checked_facts(session, own, draft.field, draft.text, now=now)
    asked = ClassAmendment(
        training_class=own,
        ordinal=_next_ordinal(session, own),
        field=draft.field,
        old=text_of(filed_of(own), draft.field),
        new=draft.text,
        reason=reason,
        state=ChangeState.WAITING,
        asked_by_id=staff.id,
        asked_by=staff.name,
        asked_at=now,
    )
    session.add(asked)
    session.flush()
    _tell(session, asked, now)
    return asked


def _next_ordinal(session: Session, own: TrainingClass) -> int:
    last = select(func.max(ClassAmendment.ordinal)).where(ClassAmendment.class_id == own.id)
    return (session.scalar(last) or 0) + 1


def _tell(session: Session, asked: ClassAmendment, now: datetime) -> None:
    own = asked.training_class
    text = (
        f"{asked.asked_by}申请变更班级 {own.class_number} 的{asked.field}："
        f"{filed_words(asked.field, asked.old, LONGEST_NAME)} 改为 "
        f"{filed_words(asked.field, asked.new, LONGEST_NAME)}，请在“申请与审批”里审批。"
    )
    key = f"amendment_asked:{asked.public_id}"
    draft = AlertDraft("amendment_asked", key, text, Audience.INSPECTORS, own, about=asked.public_id)
    raise_alert(session, draft, now=now)
