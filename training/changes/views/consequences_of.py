"""What a change of a class would bring about, computed with the class as it is and as it would be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.rules.progress import Course, ProgressState, measure, needed_halves
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.calendar.views.calendar_of import calendar_of
from training.changes.rules.amendments import Facts, found_by_filing
from training.changes.rules.consequences import Consequence, Reckoned, consequences, notes_on, of_machine
from training.changes.rules.values import Filed, with_text
from training.changes.terms import AmendedField
from training.changes.views.filed_of import filed_of
from training.checks.rules.check_quota import CheckableClass, required_checks
from training.feedback.rules.feedback_due import feedback_due
from training.notice import windows
from training.notice.clock import clock
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Severity
from training.notice.working_days import Calendar
from training.records.classes.classes import TrainingClass

LOST = (ProgressState.CANNOT_QUALIFY, ProgressState.WITHDRAWN)


def consequences_of(
    session: Session, own: TrainingClass, field: AmendedField, text: str, facts: Facts, *, now: datetime
) -> tuple[Consequence, ...]:
    """In the order in which they are shown; by a fixed number of statements."""
    filed = filed_of(own)
    new = with_text(filed, field, text)
    everybody, calendar = progress_of_class(session, own, now), calendar_of(session)
    before, after = (_reckon(each, facts, everybody, calendar, now) for each in (filed, new))
    known = {each.message for each in found_by_filing(filed, facts)}
    warned = (each for each in found_by_filing(new, facts) if each.severity is Severity.WARNING)
    news = (each.message for each in warned if each.message not in known)
    followed = (*consequences(field, before, after), *of_machine(facts.gained_punches))
    return (*followed, *notes_on(news))


def _reckon(
    filed: Filed, facts: Facts, everybody: Sequence[ClassProgress], calendar: Calendar, now: datetime
) -> Reckoned:
    policy = facts.policy
    is_key_group = filed.is_key_group or facts.on_roster.are_mostly_key_groups(policy)
    checkable = CheckableClass(filed.kind, is_key_group, filed.prescribed_halves, filed.ends_on)
    course = _course(filed, facts)
    standings = [measure(course, each.presence, now) for each in everybody]
    return Reckoned(
        required_checks(checkable, policy),
        needed_halves(filed.prescribed_halves, filed.kind, policy),
        feedback_due(filed.ends_on, policy, calendar),
        _windows_in_words(filed, policy),
        sum(each.state is ProgressState.QUALIFIED for each in standings),
        sum(each.state in LOST for each in standings),
        sum(each.credited_halves for each in standings),
    )


def _course(filed: Filed, facts: Facts) -> Course:
    """The timetable of now with the times of the class as given."""
    lessons = (
        windows.Lesson(
            each.held_on, each.half_day, *filed.times.of(each.held_on, each.half_day), each.halves, each.mode
        )
        for each in facts.lessons
    )
    made = windows.lesson_windows(lessons, facts.policy)
    return Course(made, filed.prescribed_halves, filed.ends_on, facts.policy, filed.kind)


def _windows_in_words(filed: Filed, policy: Policy) -> str:
    """Of a day with both half days: when one punches in and out."""
    both = (
        windows.Lesson(filed.starts_on, half_day, *filed.times.of(filed.starts_on, half_day), 1)
        for half_day in HalfDay
    )
    return "；".join(
        f"{each.lesson.half_day}签到 {clock(each.in_opens)}–{clock(each.in_closes)}，"
        f"签退 {clock(each.out_opens)}–{clock(each.out_closes)}"
        for each in windows.lesson_windows(both, policy)
    )
