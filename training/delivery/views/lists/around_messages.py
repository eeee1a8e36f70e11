from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.classes.districts import District
from training.records.outbox.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage


def districts_of_messages(session: Session, messages: Sequence[OutgoingMessage]) -> Mapping[int, str]:
    """Names of their districts by key; one statement."""
    keys = {each.district_id for each in messages if each.district_id}
    rows = session.execute(select(District.id, District.name).where(District.id.in_(keys)))
    return {key: name for key, name in rows}


def reasons_of_messages(session: Session, messages: Sequence[OutgoingMessage]) -> Mapping[int, str]:
    """The last code or reason that the provider gave for each, where it gave one; two statements."""
    keys = [each.id for each in messages]
    newest = select(func.max(DeliveryAttempt.id)).where(
        DeliveryAttempt.message_id.in_(keys), DeliveryAttempt.fault != ""
    )
    attempts = DeliveryAttempt.id.in_(newest.group_by(DeliveryAttempt.message_id))
    told = select(func.max(MessageReceipt.id)).where(
        MessageReceipt.message_id.in_(keys), MessageReceipt.code != ""
    )
    receipts = MessageReceipt.id.in_(told.group_by(MessageReceipt.message_id))
    found = session.execute(select(DeliveryAttempt.message_id, DeliveryAttempt.fault).where(attempts))
    reasons = {key: reason for key, reason in found}
    told_later = session.execute(select(MessageReceipt.message_id, MessageReceipt.code).where(receipts))
    return reasons | {key: code for key, code in told_later}
