"""Forget whom messages went to and what they said; that they were sent stays (PIPL art. 19)."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.records.classes.districts import District
from training.records.outbox.messages import MessageReceipt, OutgoingMessage


def purge_messages(session: Session, *, now: datetime) -> int:
    """Empty what is older than its district's rules allow; says how many messages that were."""
    districts = [None, *session.scalars(select(District.id))]
    return sum(_purge(session, district_id, now) for district_id in districts)


def _purge(session: Session, district_id: int | None, now: datetime) -> int:
    policy = choose_rule_set(session, district_id, shanghai_day(now)).policy
    before = now - timedelta(days=policy.message_retention_days)
    old = (
        OutgoingMessage.district_id == district_id,
        OutgoingMessage.expires_at <= before,
        OutgoingMessage.purged_at.is_(None),
    )
    receipts = MessageReceipt.message_id.in_(select(OutgoingMessage.id).where(*old))
    session.execute(update(MessageReceipt).where(receipts).values(said=None))
    emptied = {"phone": None, "phone_index": None, "parameters": None, "look_up_at": None, "purged_at": now}
    gone = update(OutgoingMessage).where(*old).values(emptied)
    return session.connection().execute(gone).rowcount
