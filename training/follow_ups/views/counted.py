"""`rates` said to the database: which answer of a step counts, and what it comes to (R11)."""

from collections.abc import Mapping

from sqlalchemy import Case, ColumnElement, Select, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from training.follow_ups.rules.rates import COLUMNS
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.policy import Policy
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, FollowUp, FollowUpAnswer
from training.records.moments import DayOf, DaysAfter

IN_TIME = select(FollowUpAnswer.follow_up_id, func.max(FollowUpAnswer.ordinal).label("ordinal"))
LAST = aliased(FollowUpAnswer, name="last")
CHECKED = aliased(BackCheck, name="checked")
PROVED = or_(LAST.has_proof, LAST.source == AnswerSource.INSURANCE)
REGISTERED = LAST.credit_code != ""


def windows_of(session: Session) -> Mapping[int, int]:
    """How many days each rule set gives, by its key; there are a few a district."""
    return {each.id: each.policy.follow_up_window_days for each in session.scalars(select(RuleSet))}


def with_last(steps: Select[FollowUp], windows: Mapping[int, int]) -> Select[FollowUp]:
    """The steps, each with LAST, the answer that counts, where there is one, and CHECKED, its back-check.

    `steps` has joined Enrolment and TrainingClass.
    """
    counted = _in_time(windows).group_by(FollowUpAnswer.follow_up_id).subquery("counted")
    is_last = and_(LAST.follow_up_id == FollowUp.id, LAST.ordinal == counted.c.ordinal)
    return (
        steps.outerjoin(counted, counted.c.follow_up_id == FollowUp.id)
        .outerjoin(LAST, is_last)
        .outerjoin(CHECKED, CHECKED.answer_id == LAST.id)
    )


def numbers() -> Mapping[str, ColumnElement[int]]:
    """Every number of a `Rate` as the database counts it, by its name."""
    answered, disproved = LAST.id.is_not(None), is_disproved()
    stands = and_(answered, ~disproved)
    found = {name: and_(stands, LAST.status == status) for status, name in COLUMNS.items()}
    works, started = (found[COLUMNS[each]] for each in (WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED))
    unreached = LAST.status == WorkStatus.UNREACHABLE
    found |= {
        "people": true(),
        "unasked": ~answered,
        "disproved": and_(answered, disproved),
        "employed_proved": and_(works, PROVED),
        "started_proved": and_(started, or_(PROVED, REGISTERED)),
        "unconfirmed": and_(stands, ~unreached, is_unconfirmed()),
    }
    return {name: func.count().filter(each).label(name) for name, each in found.items()}


def is_disproved() -> ColumnElement[bool]:
    """This answer or one before it was found to be otherwise, and this one not confirmed."""
    return and_(_was_found(agrees=False), or_(CHECKED.agrees.is_(None), CHECKED.agrees.is_(False)))


def is_unconfirmed() -> ColumnElement[bool]:
    """Of this answer or one before it the city reached nobody, and this one is not confirmed."""
    return and_(_was_found(agrees=None), or_(CHECKED.agrees.is_(None), CHECKED.agrees.is_(False)))


def _was_found(*, agrees: bool | None) -> ColumnElement[bool]:
    earlier, found = aliased(FollowUpAnswer), aliased(BackCheck)
    return exists().where(
        earlier.follow_up_id == LAST.follow_up_id,
        earlier.ordinal <= LAST.ordinal,
        found.answer_id == earlier.id,
        found.agrees.is_(agrees),
    )


def _in_time(windows: Mapping[int, int]) -> Select[int, int]:
    last_day = DaysAfter(FollowUp.due_on, _window(windows))
    return (
        IN_TIME.join(FollowUp, FollowUp.id == FollowUpAnswer.follow_up_id)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .where(DayOf(FollowUpAnswer.answered_at) <= last_day)
    )


def _window(windows: Mapping[int, int]) -> Case[int] | ColumnElement[int]:
    """By the rules of the class; rule sets of one number are asked for together."""
    usual = Policy().follow_up_window_days
    others = {days: [key for key, own in windows.items() if own == days] for days in set(windows.values())}
    others.pop(usual, None)
    if not others:
        return literal(usual)
    return case(*((TrainingClass.rule_set_id.in_(keys), days) for days, keys in others.items()), else_=usual)
