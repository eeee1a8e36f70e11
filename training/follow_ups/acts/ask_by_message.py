"""Whoever is to be asked gets an SMS with a link that opens without a sign-in (R14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.chances import next_allowed
from training.attendance.rules.reminders import short_class_name
from training.follow_ups.rules.links import TEMPLATE, dedupe_key, token_digest
from training.follow_ups.views.find_follow_up import is_said_by_person
from training.notice.clock import shanghai_day
from training.outbox.acts.write_messages import MessageDraft, write_messages
from training.people.views.reachable import has_opted_out, is_verified
from training.people.views.restricted import has_restriction
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.follow_ups.follow_ups import FollowUp

ASKED_WITHIN = timedelta(days=7)
"""Whose phone is verified later than so is asked by a person; an SMS after weeks would puzzle."""
OF_USE_FOR = timedelta(hours=10)
"""So that one written in the morning does not come at night."""
AT_ONCE = 500
"""Of one morning; the rest follows on the next, the longest due first."""


@dataclass(frozen=True)
class FollowUpLinks:
    """Where the links of these messages lead, and the chance that makes each unlike every other."""

    public_url: str
    new_token: Callable[[], str]

    def to(self, token: str) -> str:
        return f"{self.public_url.rstrip('/')}/f/{token}"


def ask_by_message(session: Session, links: FollowUpLinks, *, now: datetime) -> int:
    """For the schedule: once a step, to whom a message may reach; says how many are new.

    Whatever school or district has written down: a workbook of the first morning takes the word from nobody.

    The token stands in the message alone, which is sealed; the step keeps its digest.
    """
    drafts = []
    for each in session.scalars(_to_be_asked(now)):
        token = links.new_token()
        each.token_digest = token_digest(token)
        drafts.append(_draft(each, links.to(token), now))
    session.flush()
    return write_messages(session, drafts, now=now)


def _to_be_asked(now: datetime) -> Select[FollowUp]:
    today = shanghai_day(now)
    return (
        select(FollowUp)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(~is_said_by_person(), FollowUp.dropped_at.is_(None), FollowUp.token_digest.is_(None))
        .where(FollowUp.due_on <= today, FollowUp.due_on > today - ASKED_WITHIN)
        .where(is_verified(), ~has_opted_out(), ~has_restriction())
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(AT_ONCE)
        .with_for_update(of=FollowUp)
        .options(
            joinedload(FollowUp.enrolment).joinedload(Enrolment.trainee),
            joinedload(FollowUp.enrolment)
            .joinedload(Enrolment.training_class)
            .joinedload(TrainingClass.rule_set),
        )
    )


def _draft(own: FollowUp, link: str, now: datetime) -> MessageDraft:
    trainee, of_class = own.enrolment.trainee, own.enrolment.training_class
    due_at = next_allowed(now, of_class.policy)
    return MessageDraft(
        template=TEMPLATE,
        parameters={"class_short_name": short_class_name(of_class.name), "link": link},
        phone=trainee.phone,
        dedupe_key=dedupe_key(own.public_id),
        due_at=due_at,
        expires_at=due_at + OF_USE_FOR,
        trainee_id=trainee.id,
        district_id=own.district_id,
    )
