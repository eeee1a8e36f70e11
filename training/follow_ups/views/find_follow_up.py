"""One step of one person: for the office, for whoever has its link, for whoever is signed in (R14)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within
from training.errors import NotFound
from training.follow_ups.rules.links import LONGEST_TOKEN, token_digest
from training.follow_ups.rules.steps import last_counted_day
from training.follow_ups.terms import AnswerSource
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff

WHAT = "这次回访"
A_TAP = timedelta(minutes=10)
"""So long a second tap may be on its way, over a weak network."""
WITH = (
    joinedload(FollowUp.enrolment).joinedload(Enrolment.trainee),
    joinedload(FollowUp.enrolment)
    .joinedload(Enrolment.training_class)
    .options(joinedload(TrainingClass.institution), joinedload(TrainingClass.rule_set)),
    joinedload(FollowUp.district),
    selectinload(FollowUp.answers).options(
        joinedload(FollowUpAnswer.proof), joinedload(FollowUpAnswer.back_check)
    ),
)
"""What a page of one step shows."""


def seen_follow_ups(staff: Staff, permission: Permission = Permission.SEE_FOLLOW_UPS) -> Select[FollowUp]:
    """Those of the own district or the own school."""
    place = within(staff, permission, district=FollowUp.district_id, institution=FollowUp.institution_id)
    return select(FollowUp).where(place)


def is_said_by_person() -> ColumnElement[bool]:
    """Of the `FollowUp` of a query: the person has a word in it; what others said is none."""
    return exists().where(
        FollowUpAnswer.follow_up_id == FollowUp.id, FollowUpAnswer.source == AnswerSource.SELF
    )


def said_just_now(session: Session, key: str, now: datetime) -> bool:
    """Whether the person answered under this key of a form, which nobody guesses: the same tap twice."""
    own = FollowUpAnswer.client_key == key, FollowUpAnswer.source == AnswerSource.SELF
    recent = FollowUpAnswer.answered_at > now - A_TAP
    return session.scalar(select(FollowUpAnswer.id).where(*own, recent).limit(1)) is not None


def find_follow_up(
    session: Session, staff: Staff, public_id: UUID, permission: Permission = Permission.SEE_FOLLOW_UPS
) -> FollowUp:
    """With its person, class and answers; raises NotFound."""
    own = seen_follow_ups(staff, permission).where(FollowUp.public_id == public_id)
    found = session.scalars(own.options(*WITH)).one_or_none()
    if found is None:
        raise NotFound(WHAT)
    return found


def hold_follow_up(session: Session, key: int) -> FollowUp:
    """Which nobody else answers until the transaction ends."""
    held = select(FollowUp).where(FollowUp.id == key).with_for_update(of=FollowUp)
    return session.scalars(held.execution_options(populate_existing=True)).one()


def hold_by_link(session: Session, token: str, today: date) -> FollowUp | None:
    """The same for an act: of two who hold the link only one uses it up."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    kept = FollowUp.token_digest == token_digest(token)
    session.scalar(select(FollowUp.id).where(kept).with_for_update(of=FollowUp))
    return _find_kept(session, kept, today)


def find_by_link(session: Session, token: str, today: date) -> FollowUp | None:
    """None for a token that nobody was given, that was used up, or that is too old."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    return _find_kept(session, FollowUp.token_digest == token_digest(token), today)


def _find_kept(session: Session, kept: ColumnElement[bool], today: date) -> FollowUp | None:
    own = select(FollowUp).where(kept, FollowUp.dropped_at.is_(None)).options(*WITH)
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    return found if found is not None and _may_be_said(found, today) else None


def own_follow_ups(session: Session, trainee_id: int, today: date) -> Sequence[FollowUp]:
    """What this person may say today: due, and still counted; the last first."""
    rows = (
        select(FollowUp)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .where(Enrolment.trainee_id == trainee_id, FollowUp.dropped_at.is_(None), FollowUp.due_on <= today)
        .order_by(FollowUp.due_on.desc(), FollowUp.id)
    )
    return [each for each in session.scalars(rows.options(*WITH)) if _may_be_said(each, today)]


def to_be_asked(session: Session, trainee_id: int, today: date) -> Sequence[FollowUp]:
    """Of these whatever the person has not said."""
    return [
        each
        for each in own_follow_ups(session, trainee_id, today)
        if all(one.source is not AnswerSource.SELF for one in each.answers)
    ]


def _may_be_said(own: FollowUp, today: date) -> bool:
    policy = own.enrolment.training_class.policy
    return own.due_on <= today <= last_counted_day(own.due_on, policy)
