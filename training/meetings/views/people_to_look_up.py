"""Trainees of whom nobody knows whether a meeting could ring them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.meetings.rules.taken_wish import TakenWish
from training.meetings.views.accounts import account_of
from training.meetings.views.waiting_invitations import waiting_invitations
from training.people.rules.restrictions import Use, is_stopped
from training.people.views.restricted import restricted_among
from training.records.meetings.meetings import Meeting


@dataclass(frozen=True)
class Unknown:
    """A trainee of whom nobody knows whether the vendor knows the phone."""

    trainee_id: int
    phone: str


def people_to_look_up(session: Session, taken: TakenWish, *, now: datetime) -> list[Unknown]:
    """Those of the wish who were never looked up by their present phone, or not for some days.

    Whose data is restricted is asked after nowhere: the meeting rings, or an SMS asks.
    """
    meeting = session.get_one(Meeting, taken.meeting_id)
    oldest = now - timedelta(days=meeting.check.rule_set.policy.account_lookup_days)
    unknown = []
    people = [each.enrolment.trainee for each in waiting_invitations(session, taken)]
    restricted = restricted_among(session, [each.id for each in people])
    for trainee in people:
        if is_stopped(Use.LOOK_UP_ACCOUNT, is_restricted=trainee.id in restricted):
            continue
        account = account_of(session, trainee)
        if account is None or (account.chat_id is None and account.looked_up_at <= oldest):
            unknown.append(Unknown(trainee.id, trainee.phone))
    return unknown
