"""The short link in a reminder (/t/…): it names a day of a class, and shows nothing to a stranger."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.errors import Refusal
from training.records import Reminder
from training.services.issue_token import digest


class ReminderOver(Refusal):
    """The link is too old, or never was one; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__("这个链接已失效。请用手机号登录，在首页查看当天的打卡。")


@dataclass(frozen=True)
class ReminderTarget:
    """Whose link it is and where it leads; only that trainee, signed in, may be told."""

    trainee_id: int
    enrolment: UUID
    held_on: date


def follow_reminder(session: Session, token: str, *, now: datetime) -> ReminderTarget:
    """Raises ReminderOver."""
    own = select(Reminder).options(joinedload(Reminder.enrolment))
    living = own.where(Reminder.link_digest == digest(token), Reminder.link_expires_at > now)
    found = session.scalars(living).one_or_none()
    if found is None:
        raise ReminderOver
    return ReminderTarget(found.enrolment.trainee_id, found.enrolment.public_id, found.held_on)
