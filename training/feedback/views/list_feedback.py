"""Which classes the city has to tell the district about, and what was told and answered (R07, R28)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.calendar.views.calendar_of import calendar_of
from training.checks.rules.check_quota import CheckableClass, required_checks
from training.checks.terms import CheckLevel
from training.checks.views.check_views import ClassLine
from training.checks.views.checkable import checkables_of
from training.checks.views.may_want import may_want_checks
from training.checks.views.see_check import class_line
from training.classes.views.see_classes import visible_classes
from training.classes.views.told_after_end import is_told_after_end
from training.errors import NotFound
from training.feedback.rules.feedback_due import FeedbackDue, feedback_due
from training.feedback.views.see_letter import number_in_words
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.notice.working_days import Calendar
from training.outbox.acts.raise_alert import AlertDraft
from training.outbox.acts.raise_alerts import raise_alerts
from training.outbox.terms import Audience
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.staff.staff import Staff

LOOK_BACK = timedelta(days=60)
"""What was sent and confirmed is listed for so long after the end; what is owed stays until it is done."""


class FeedbackState(StrEnum):
    """How the feedback about a class stands."""

    DUE = "待反馈"
    OVERDUE = "已逾期"
    SENT = "待区县确认"
    READ = "区县已收悉"
    ANSWERED = "区县已答复"


@dataclass(frozen=True)
class AnswerLine:
    """What the district said; an empty text: read, and nothing to add."""

    text: str
    answered_by: str
    answered_at: datetime


@dataclass(frozen=True)
class SentFeedback:
    """One feedback as it was sent."""

    feedback_id: UUID
    due_on: date
    results: tuple[dict[str, Any], ...]
    opinion: str
    sent_by: str
    sent_at: datetime
    answers: tuple[AnswerLine, ...]
    letter_number: str = ""
    """文号 of the letter; empty of one that was sent before letters were numbered."""


@dataclass(frozen=True)
class FeedbackLine:
    """One class in the list of feedback."""

    of_class: ClassLine
    due: FeedbackDue
    state: FeedbackState
    sent: tuple[SentFeedback, ...]
    """The latest comes last; those sent before a later end date do not settle it."""
    is_checked: bool
    """The city has come to a verdict; where it has not, the feedback says why."""

    @property
    def is_open(self) -> bool:
        return self.state in (FeedbackState.DUE, FeedbackState.OVERDUE)

    def waits_for(self, staff: Staff) -> bool:
        """Whether it is this person's turn: the city to send, the district to confirm."""
        turn = Permission.SEND_FEEDBACK if self.is_open else Permission.ANSWER_FEEDBACK
        return may(staff.role, turn) and (self.is_open or self.state is FeedbackState.SENT)


def list_feedback(session: Session, staff: Staff, *, now: datetime) -> tuple[FeedbackLine, ...]:
    """The classes that ended, until all is done and a while longer; the most urgent of those owed first."""
    ended = _ended(visible_classes(staff), shanghai_day(now))
    lines = _lines(session, ended.where(_is_listed(session, shanghai_day(now))), now)
    return tuple(sorted(lines, key=lambda each: (not each.is_open, each.due.due_on)))


def feedback_of_class(session: Session, staff: Staff, class_id: UUID, *, now: datetime) -> FeedbackLine:
    """Raises NotFound, also while the class has not ended or wants no feedback."""
    own = _ended(visible_classes(staff), shanghai_day(now))
    lines = _lines(session, own.where(TrainingClass.public_id == class_id), now)
    if not lines:
        raise NotFound("这个班的反馈（结业后才反馈）")
    return lines[0]


def alert_overdue_feedback(session: Session, *, now: datetime) -> int:
    """For the schedule: once a day for each class whose feedback is overdue; says how many are told anew."""
    today = shanghai_day(now)
    unsent = _ended(select(TrainingClass).options(*_OF_CLASS), today).where(is_unsent(session))
    classes = {own.public_id: own for own in session.scalars(unsent)}
    overdue = [each for each in _lines(session, unsent, now) if each.state is FeedbackState.OVERDUE]
    drafts = [_alert(each, classes[each.of_class.class_id], today) for each in overdue]
    return raise_alerts(session, drafts, now=now)


def feedback_by(
    session: Session, calendar: Calendar, *, now: datetime
) -> list[tuple[TrainingClass, FeedbackDue]]:
    """The classes that ended and whose feedback is still owed, with their day by that calendar."""
    unsent = _ended(select(TrainingClass), shanghai_day(now)).where(is_unsent(session))
    rows, checked = _with_checked(session, unsent.order_by(TrainingClass.id))
    wants = checkables_of(session, rows)
    owed = [own for own in rows if own.id in checked or _is_owed(own, wants)]
    return [(own, feedback_due(own.ends_on, own.rule_set.policy, calendar)) for own in owed]


_OF_CLASS = (joinedload(TrainingClass.institution), joinedload(TrainingClass.district))


def _ended(classes: Select[TrainingClass], today: date) -> Select[TrainingClass]:
    """On its last day a class is taken to have ended: its results may be told that evening."""
    return classes.options(joinedload(TrainingClass.rule_set)).where(TrainingClass.ends_on <= today)


def _is_listed(session: Session, today: date) -> ColumnElement[bool]:
    """Of late ones all; of older ones those of which something is still to be done."""
    return or_(TrainingClass.ends_on >= today - LOOK_BACK, is_unsent(session), is_unread())


def is_unread() -> ColumnElement[bool]:
    """The latest letter went out after the end, and the district has not confirmed it."""
    latest = select(func.max(Feedback.id)).where(Feedback.class_id == TrainingClass.id)
    is_read = exists().where(FeedbackAnswer.feedback_id == latest.correlate(TrainingClass).scalar_subquery())
    return and_(is_told_after_end(), ~is_read)


def is_unsent(session: Session) -> ColumnElement[bool]:
    """No letter went out after the end of a class that may want one: `_is_owed` says whether it does."""
    wanted = may_want_checks(each.policy for each in session.scalars(select(RuleSet)))
    return and_(or_(wanted, is_checked_by_city()), ~is_told_after_end())


def _lines(session: Session, classes: Select[TrainingClass], now: datetime) -> list[FeedbackLine]:
    rows, checked = _with_checked(session, classes.order_by(TrainingClass.ends_on, TrainingClass.id))
    if not rows:
        return []
    sent, calendar, wants = _sent(session, rows), calendar_of(session), checkables_of(session, rows)
    return [
        _line(own, sent[own.id], calendar, now, is_checked=own.id in checked)
        for own in rows
        if own.id in checked or sent[own.id] or _is_owed(own, wants)
    ]


def _is_owed(own: TrainingClass, wants: Mapping[int, CheckableClass]) -> bool:
    """The city had to check it; that it did not is a result as well."""
    return required_checks(wants[own.id], own.policy_of(CheckLevel.CITY)) > 0


def _with_checked(
    session: Session, classes: Select[TrainingClass]
) -> tuple[Sequence[TrainingClass], frozenset[int]]:
    """The classes, and which of them have a verdict of the city."""
    rows = session.execute(classes.add_columns(is_checked_by_city())).all()
    return [each for each, _ in rows], frozenset(each.id for each, is_so in rows if is_so)


def is_checked_by_city() -> ColumnElement[bool]:
    """A check of the city came to a verdict, and was not voided."""
    concluded = select(SpotCheck.id).join(CheckConclusion).outerjoin(CheckVoiding)
    own = concluded.where(SpotCheck.class_id == TrainingClass.id, SpotCheck.level == CheckLevel.CITY)
    return own.where(CheckVoiding.id.is_(None)).correlate(TrainingClass).exists()


def _sent(session: Session, classes: Sequence[TrainingClass]) -> dict[int, list[Feedback]]:
    of_these = Feedback.class_id.in_([each.id for each in classes])
    whole = (selectinload(Feedback.answers), joinedload(Feedback.letter))
    rows = select(Feedback).where(of_these).options(*whole).order_by(Feedback.id)
    found: dict[int, list[Feedback]] = defaultdict(list)
    for feedback in session.scalars(rows.execution_options(populate_existing=True)):
        found[feedback.class_id].append(feedback)
    return found


def _line(
    own: TrainingClass, sent: list[Feedback], calendar: Calendar, now: datetime, *, is_checked: bool
) -> FeedbackLine:
    due = feedback_due(own.ends_on, own.rule_set.policy, calendar)
    # One sent before the end was moved to a later day told of a class that was not over.
    settling = [each for each in sent if shanghai_day(each.sent_at) >= own.ends_on]
    state = _state(due, settling[-1] if settling else None, now)
    return FeedbackLine(class_line(own), due, state, tuple(map(_sent_feedback, sent)), is_checked)


def _state(due: FeedbackDue, settling: Feedback | None, now: datetime) -> FeedbackState:
    if settling is None:
        return FeedbackState.OVERDUE if due.is_overdue(now) else FeedbackState.DUE
    if any(answer.text for answer in settling.answers):
        return FeedbackState.ANSWERED
    return FeedbackState.READ if settling.answers else FeedbackState.SENT


def _sent_feedback(row: Feedback) -> SentFeedback:
    answers = [AnswerLine(each.text, each.answered_by, each.answered_at) for each in row.answers]
    return SentFeedback(
        feedback_id=row.public_id,
        due_on=row.due_on,
        results=tuple(row.results),
        opinion=row.opinion,
        sent_by=row.sent_by,
        sent_at=row.sent_at,
        answers=tuple(answers),
        letter_number=number_in_words(row.letter) if row.letter else "",
    )


def _alert(line: FeedbackLine, own: TrainingClass, today: date) -> AlertDraft:
    due = f"应在 {line.due.due_on} 前反馈，已逾期。{line.due.warning}"
    return AlertDraft(
        kind="feedback_overdue",
        dedupe_key=f"feedback_overdue:{own.id}:{today}",
        text=f"{own.class_number} {own.name[:80]} 的检查结果还没有反馈{own.district.name}，{due}",
        audience=Audience.INSPECTORS,
        training_class=own,
    )
