"""The person says what he does now, by the link of the SMS or signed in (R14)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import AnswerSource
from training.follow_ups.views.find_follow_up import WHAT, hold_by_link, own_follow_ups
from training.notice.clock import shanghai_day
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer


@dataclass(frozen=True)
class Person:
    """Whoever holds the link, or is signed in and means this step."""

    token: str = ""
    trainee_id: int | None = None
    public_id: UUID | None = None


def answer_by_person(
    session: Session, person: Person, said: Answer, by: AnsweredBy, *, now: datetime
) -> FollowUpAnswer:
    """The link is used up by it; signed in it may be said anew as long as it counts.

    Raises NotFound or as `answer_follow_up`.
    """
    if by.source is not AnswerSource.SELF:
        raise ValueError(by.source)
    return answer_follow_up(session, _step(session, person, now), said, by, now=now)


def _step(session: Session, person: Person, now: datetime) -> FollowUp:
    today, found = shanghai_day(now), None
    if person.trainee_id is None:
        found = hold_by_link(session, person.token, today)
    else:
        own = own_follow_ups(session, person.trainee_id, today)
        found = next((each for each in own if each.public_id == person.public_id), None)
    if found is None:
        raise NotFound(WHAT)
    return found
