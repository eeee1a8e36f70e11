"""Count every stored last day anew; what moves, or was acted on already, is a row that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.calendar.views.calendar_of import calendar_of
from training.checks.rules.confirmations import lapse_of
from training.claims.terms import ClaimState
from training.classes.views.choose_rule_set import choose_rule_set
from training.deadlines.terms import DeadlineKind
from training.deadlines.views.moved import Moved, moved_of
from training.feedback.rules.feedback_due import feedback_due
from training.notice.clock import shanghai_day
from training.notice.working_days import CountedDay
from training.people.rules.data_requests import answer_due, number_of
from training.records.calendar import DeadlineMoved
from training.records.checks.confirmations import Confirmation, ConfirmationAnswer
from training.records.checks.spot_checks import SpotCheck
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.feedback import Feedback
from training.records.payments.meetings import SubsidyPublicity
from training.records.payments.payments import FinanceApplication
from training.records.people.data_requests import DataRequest, DataRequestAnswer
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import was_carried_over

LOOK_BACK = timedelta(days=400)
"""What ended before that is not counted anew: a year that was guessed is over by then."""
JUST_BEFORE = timedelta(seconds=1)
ACTED_ON = (ClaimState.APPLIED, ClaimState.PAID)


@dataclass(frozen=True)
class _Differs:
    """A stored last day that the calendar of now says differently."""

    kind: DeadlineKind
    subject: UUID
    what: str
    district_id: int
    was: date
    becomes: date
    is_moved: bool = True


def move_deadlines(session: Session, because: str, *, now: datetime) -> tuple[Moved, ...]:
    """By the calendar of now: publicities, requests for a second person, feedback that was sent,
    requests about personal data.

    What was acted on by its day stays as it was, as does a publicity that would be shorter than its notice
    says, and is told once. Gives what is new.
    """
    found = (
        *_publicities(session, now),
        *_publicities_of_meetings(session, now),
        *_confirmations(session, now),
        *_feedback(session, now),
        *_requests(session),
    )
    told = select(DeadlineMoved.subject, DeadlineMoved.becomes)
    left = {(subject, becomes) for subject, becomes in session.execute(told)}
    new = [each for each in found if each.is_moved or (each.subject, each.becomes) not in left]
    rows = [DeadlineMoved(**vars(each), because=because, moved_at=now) for each in new]
    session.add_all(rows)
    session.flush()
    return tuple(map(moved_of, rows))


def _publicities(session: Session, now: datetime) -> Iterator[_Differs]:
    applied = select(C1Claim.id).where(C1Claim.publicity_id == Publicity.id, C1Claim.state.in_(ACTED_ON))
    rows = select(Publicity, applied.exists()).where(Publicity.ends_on >= shanghai_day(now) - LOOK_BACK)
    # What moved to the common chain is counted there, under the same number.
    rows = rows.where(~was_carried_over())
    with_district = rows.options(joinedload(Publicity.district)).order_by(Publicity.id)
    for each, is_acted_on in session.execute(with_district).all():
        rules = choose_rule_set(session, each.district_id, each.begins_on, known_at=each.made_at)
        counted = calendar_of(session).after(each.begins_on, rules.policy.publicity_working_days)
        yield from _publicity(each, each.meeting_number, counted, is_acted_on=is_acted_on)


def _publicities_of_meetings(session: Session, now: datetime) -> Iterator[_Differs]:
    """Of the subsidies of classes; once money was applied for, one stays as it was."""
    of_it = select(FinanceApplication.id).where(FinanceApplication.publicity_id == SubsidyPublicity.id)
    recent = SubsidyPublicity.ends_on >= shanghai_day(now) - LOOK_BACK
    rows = select(SubsidyPublicity, of_it.exists()).where(recent).order_by(SubsidyPublicity.id)
    whole = rows.options(joinedload(SubsidyPublicity.district), joinedload(SubsidyPublicity.meeting))
    for each, is_acted_on in session.execute(whole).all():
        counted = calendar_of(session).after(each.begins_on, each.working_days)
        yield from _publicity(each, each.meeting.number, counted, is_acted_on=is_acted_on)


def _publicity(
    own: Publicity | SubsidyPublicity, number: str, counted: CountedDay, *, is_acted_on: bool
) -> Iterator[_Differs]:
    # Its notice has been posted: whoever reads it may object until the day that it says (R21).
    is_moved = not is_acted_on and counted.on >= own.ends_on
    if counted.on != own.ends_on:
        told = (own.public_id, f"{own.district.name}会议 {number}", own.district_id, own.ends_on, counted.on)
        yield _Differs(DeadlineKind.PUBLICITY, *told, is_moved)
    if is_moved:
        latest = max(counted.latest, own.surely_ends_on) if counted.is_guessed else None
        own.ends_on, own.latest_on = counted.on, latest
    elif not is_acted_on and not counted.is_guessed:
        own.latest_on = None


def _confirmations(session: Session, now: datetime) -> Iterator[_Differs]:
    """An open request moves; one that has lapsed does not come back, and none lapses in the past."""
    unanswered = select(Confirmation).outerjoin(ConfirmationAnswer).where(ConfirmationAnswer.id.is_(None))
    rows = unanswered.where(Confirmation.lapses_at >= now - LOOK_BACK)
    check = joinedload(Confirmation.check)
    whole = (check.joinedload(SpotCheck.rule_set), check.joinedload(SpotCheck.training_class))
    for each in session.scalars(rows.options(*whole).order_by(Confirmation.id)).all():
        lapse = lapse_of(each.asked_at, each.check.rule_set.policy, calendar_of(session))
        is_moved = each.lapses_at > now and lapse.at > now
        if lapse.at != each.lapses_at:
            what, district_id = f"{each.check.number} {each.purpose}", each.check.training_class.district_id
            days = (_last_day(each.lapses_at), _last_day(lapse.at))
            yield _Differs(DeadlineKind.CONFIRMATION, each.public_id, what, district_id, *days, is_moved)
        if is_moved:
            each.lapses_at, each.is_guessed = lapse.at, lapse.is_guessed


def _feedback(session: Session, now: datetime) -> Iterator[_Differs]:
    """A letter has gone out with its day, which stays; it is told where it was guessed wrong."""
    whole = joinedload(Feedback.training_class).joinedload(TrainingClass.rule_set)
    guessed = select(Feedback).where(Feedback.due_is_guessed.is_(True))
    recent = guessed.where(Feedback.due_on >= shanghai_day(now) - LOOK_BACK)
    for each in session.scalars(recent.options(whole).order_by(Feedback.id)):
        own = each.training_class
        due = feedback_due(own.ends_on, own.rule_set.policy, calendar_of(session))
        if not due.is_guessed and due.due_on != each.due_on:
            told = (each.public_id, own.class_number, own.district_id, each.due_on, due.due_on)
            yield _Differs(DeadlineKind.FEEDBACK, *told, False)


def _requests(session: Session) -> Iterator[_Differs]:
    """Of the city's own nobody but the trainee is told, on the page."""
    waiting = select(DataRequest).outerjoin(DataRequestAnswer).where(DataRequestAnswer.id.is_(None))
    for each in session.scalars(waiting.order_by(DataRequest.id)).all():
        due = answer_due(shanghai_day(each.filed_at), calendar_of(session))
        if due.on != each.due_on and each.district_id is not None:
            number = number_of(each.year, each.ordinal)
            told = (each.public_id, number, each.district_id, each.due_on, due.on)
            yield _Differs(DeadlineKind.DATA_REQUEST, *told)
        each.due_on, each.due_is_guessed = due.on, due.is_guessed


def _last_day(lapses_at: datetime) -> date:
    return shanghai_day(lapses_at - JUST_BEFORE)
