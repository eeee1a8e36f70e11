"""Who was asked what became of them and asked again, as rows of a class's history: numbers, and nobody's
name or employer (R14, R56)."""

from collections.abc import Callable, Mapping

from sqlalchemy import case, func

from training.history.terms import Happened
from training.history.views.columns import Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, FollowUp, FollowUpAnswer
from training.records.moments import DayOf

FOUND = case((BackCheck.agrees.is_(True), "一致"), (BackCheck.agrees.is_(False), "不符"), else_="没有联系上")


def _asked(of: Of) -> Rows:
    """A day of one who answers is one line, by step and source."""
    own, step = FollowUpAnswer, FollowUp
    what = (own.answered_by, step.after_days, own.source, func.count())
    rows = row(Happened.FOLLOWED_UP, func.max(own.answered_at), func.max(own.id), *what)
    whose = rows.join(step, step.id == own.follow_up_id).join(Enrolment, Enrolment.id == step.enrolment_id)
    by_day = (own.answered_by, step.after_days, own.source, DayOf(own.answered_at))
    return within_of(whose, Enrolment.class_id, of).group_by(Enrolment.class_id, *by_day)


def _asked_again(of: Of) -> Rows:
    """The same of the city, by what it found."""
    own, answer, step = BackCheck, FollowUpAnswer, FollowUp
    what = (own.checked_by, step.after_days, FOUND, func.count())
    rows = row(Happened.BACK_CHECKED, func.max(own.checked_at), func.max(own.id), *what)
    steps = rows.join(answer, answer.id == own.answer_id).join(step, step.id == answer.follow_up_id)
    whose = steps.join(Enrolment, Enrolment.id == step.enrolment_id)
    by_day = (own.checked_by, step.after_days, own.agrees, DayOf(own.checked_at))
    return within_of(whose, Enrolment.class_id, of).group_by(Enrolment.class_id, *by_day)


SOURCES_OF_FOLLOW_UPS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.FOLLOWED_UP: (Permission.SEE_FOLLOW_UPS, _asked),
    Happened.BACK_CHECKED: (Permission.SEE_BACK_CHECKS, _asked_again),
}
