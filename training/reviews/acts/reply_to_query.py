"""The district replies to what the city queried of a filing (答复, R04)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReply
from training.records.staff.staff import Staff
from training.reviews.rules.moves import check_reply
from training.reviews.views.see_filing import hold_filing

LONGEST_NAME = 60


def reply_to_query(
    session: Session, staff: Staff, class_id: UUID, text: str, seen: str, *, now: datetime
) -> None:
    """Once to each query; the city is told. `seen` is what the page showed of the filing.

    Raises NotFound, ReasonMissing, TextTooLong, FilingMoved or NothingToAnswer.
    """
    if not may(staff.role, Permission.ANSWER_FILINGS):
        raise NotFound("备案复核")
    said = read_reason(text, "答复")
    filing = hold_filing(session, staff, class_id, seen)
    check_reply(filing.state)
    queried = filing.reviews[-1]
    queried.reply = FilingReply(text=said, replied_by_id=staff.id, replied_by=staff.name, replied_at=now)
    session.flush()
    _tell(session, filing.own, queried.ordinal, said, now)


def _tell(session: Session, own: TrainingClass, ordinal: int, said: str, now: datetime) -> None:
    words = f"{own.district.name}已答复对班级 {own.class_number} {own.name[:LONGEST_NAME]} 备案的质疑：{said}"
    key = f"filing_answered:{own.public_id}:{ordinal}"
    # Without the class: it would stand before its district as well, which has just answered.
    draft = AlertDraft("filing_answered", key, words, Audience.INSPECTORS, about=own.public_id)
    raise_alert(session, draft, now=now)
