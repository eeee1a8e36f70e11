"""What one inspector owes now: urgent checks, feedback and second opinions (R07, R28, R37, R40 to R42)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from training.chat.rules.todos import Duty
from training.chat.terms import TodoKind
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.owed_checks import OwedCheck, owed_checks
from training.feedback.views.list_feedback import FeedbackLine, list_feedback
from training.notice.clock import SHANGHAI
from training.records.staff.staff import Staff

LONGEST_NAME = 80
GUESS = "（放假安排未公布，期限为推算）"


def duties_of(session: Session, staff: Staff, *, now: datetime) -> tuple[Duty, ...]:
    """Of one who checks classes; what cannot be done any more is no duty."""
    return (*_checks(session, staff, now), *_feedback(session, staff, now), *_opinions(session, staff, now))


def _checks(session: Session, staff: Staff, now: datetime) -> Iterator[Duty]:
    for owed in owed_checks(session, staff, now=now):
        if owed.quota.is_urgent and owed.quota.days_left >= 0:
            yield _check(owed)


def _check(owed: OwedCheck) -> Duty:
    own, quota = owed.of_class, owed.quota
    counts = f"{owed.level}应查 {quota.required} 次、已查 {quota.done} 次"
    return Duty(
        key=f"check:{own.class_id}:{owed.level.name}:{quota.owed}",
        kind=TodoKind.CHECK,
        about=own.class_id,
        subject=f"查班：{own.number} {own.name[:LONGEST_NAME]}，{counts}，{own.ends_on} 结业",
        due_at=datetime.combine(own.ends_on + timedelta(days=1), time(), SHANGHAI),
    )


def _feedback(session: Session, staff: Staff, now: datetime) -> Iterator[Duty]:
    for line in list_feedback(session, staff, now=now):
        if line.waits_for(staff):
            yield _line(line)


def _line(line: FeedbackLine) -> Duty:
    own = line.of_class
    what = "反馈" if line.is_open else "确认收悉"
    guess = GUESS if line.is_open and line.due.is_guessed else ""
    return Duty(
        key=f"feedback:{own.class_id}:{len(line.sent)}:{line.is_open}",
        kind=TodoKind.FEEDBACK,
        about=own.class_id,
        subject=f"抽查反馈：{own.number} {own.name[:LONGEST_NAME]}，请{what}{guess}",
        due_at=line.due.due_at if line.is_open else None,
    )


def _opinions(session: Session, staff: Staff, now: datetime) -> Iterator[Duty]:
    for each in waiting_confirmations(session, staff, now=now):
        yield Duty(
            key=f"confirmation:{each.confirmation_id}",
            kind=TodoKind.CONFIRMATION,
            about=each.check_id,
            subject=f"二人确认：{each.check_number} {each.about}{each.guess}",
            due_at=each.lapses_at,
        )
