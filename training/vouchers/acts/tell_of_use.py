"""Whose voucher was booked for a class is told of it, and where to say that it was not wanted (R10)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.attendance.rules.reminders import short_class_name
from training.outbox.acts.write_messages import MessageDraft, write_messages
from training.people.views.reachable import has_opted_out, is_verified
from training.people.views.restricted import has_restriction
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import Voucher
from training.vouchers.rules.messages import OF_USE_FOR, USED, dedupe_key


def tell_of_use(session: Session, vouchers: Collection[Voucher], own: TrainingClass, *, now: datetime) -> int:
    """To whom a message may reach, outside the quiet hours; says how many. Their events are as before."""
    reached = select(Trainee.id).where(Trainee.id.in_({each.trainee_id for each in vouchers}))
    keys = set(session.scalars(reached.where(is_verified(), ~has_opted_out(), ~has_restriction())))
    due_at = next_allowed(now, own.policy)
    drafts = (
        MessageDraft(
            template=USED,
            parameters={"class_short_name": short_class_name(own.name)},
            phone=each.trainee.phone,
            dedupe_key=dedupe_key(USED, each.public_id, each.events[-1].ordinal),
            due_at=due_at,
            expires_at=due_at + OF_USE_FOR,
            trainee_id=each.trainee_id,
            district_id=own.district_id,
        )
        for each in vouchers
        if each.trainee_id in keys
    )
    return write_messages(session, drafts, now=now)
