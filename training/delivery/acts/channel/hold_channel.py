from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.outbox.messages import SmsChannel


def hold_channel(session: Session, provider: str) -> SmsChannel:
    found = session.get(SmsChannel, provider, with_for_update=True, populate_existing=True)
    if found is None:
        insert_new(session, SmsChannel, [{"provider": provider, "failures": 0, "reason": ""}])
        found = session.get_one(SmsChannel, provider, with_for_update=True, populate_existing=True)
    return found
