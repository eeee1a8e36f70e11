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
    of_attempts = _last(session, DeliveryAttempt, DeliveryAttempt.fault, keys)
    return of_attempts | _last(session, MessageReceipt, MessageReceipt.code, keys)


def _last(
    session: Session, record: type[DeliveryAttempt] | type[MessageReceipt], reason: object, keys: list[int]
) -> dict[int, str]:
    newest = (
        select(func.max(record.id))
        .where(record.message_id.in_(keys), reason != "")
        .group_by(record.message_id)
    )
    found = session.scalars(select(record).where(record.id.in_(newest)))
    return {each.message_id: each.fault if isinstance(each, DeliveryAttempt) else each.code for each in found}
