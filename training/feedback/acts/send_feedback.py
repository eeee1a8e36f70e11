"""The city tells the district what its checks of a class came to, and the district answers (R07, R28)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.calendar.views.calendar_of import calendar_of
from training.checks.terms import CheckLevel
from training.checks.views.find_check import state_of
from training.classes.views.see_classes import see_class
from training.errors import NotNow, NotYours
from training.feedback.acts.number_letter import number_letter
from training.feedback.acts.tell_of_feedback import tell_of_feedback
from training.feedback.rules.feedback_due import feedback_due
from training.feedback.rules.letters import Letterhead
from training.feedback.views.class_in_words import class_in_words
from training.feedback.views.list_feedback import FeedbackLine, feedback_of_class
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.feedback import Feedback
from training.records.staff.staff import Staff

NOT_CHECKED = "市本级没有检查过这个班，反馈时"


class OnlyTheCitySends(NotYours):
    """反馈 goes from the city to the district."""

    def __init__(self) -> None:
        super().__init__("反馈由市本级发送；旗县区可以在收到后确认收悉或答复。")


class OnlyTheDistrictAnswers(NotYours):
    """The answer comes from the district of the class."""

    def __init__(self) -> None:
        super().__init__("反馈由班级所在旗县区确认或答复，请等他们答复。")


class CityCheckIsRunning(NotNow):
    """Its result belongs into the feedback."""

    def __init__(self, number: str):
        super().__init__(f"检查 {number} 还没有结束；请先提交结论或作废，再反馈。")


class AlreadyRead(NotNow):
    """Somebody of the district has confirmed it."""

    def __init__(self, answered_by: str):
        super().__init__(f"{answered_by}已确认收悉；如有意见，请写明答复内容。")


def send_feedback(
    session: Session, staff: Staff, class_id: UUID, opinion: str, letterhead: Letterhead, *, now: datetime
) -> FeedbackLine:
    """Send what the checks came to as a letter with a number of its own.

    Once more adds a second feedback and changes nothing of the first.

    Where the city came to no verdict, the opinion says why it has not checked the class.

    Raises NotFound, OnlyTheCitySends, CityCheckIsRunning, ReasonMissing or TextTooLong.
    """
    own = see_class(session, staff, class_id)
    if not may(staff.role, Permission.SEND_FEEDBACK):
        raise OnlyTheCitySends
    line = feedback_of_class(session, staff, class_id, now=now)
    results = _results(session, own)
    due = feedback_due(own.ends_on, own.rule_set.policy, calendar_of(session))
    feedback = Feedback(
        class_id=own.id,
        due_on=due.due_on,
        due_is_guessed=due.is_guessed,
        results=results,
        opinion=read_note(opinion) if line.is_checked else read_reason(opinion, NOT_CHECKED),
        sent_by=staff.name,
        sent_at=now,
    )
    session.add(feedback)
    session.flush()
    number_letter(session, feedback, letterhead)
    told = f"{class_in_words(own)}的市级检查结果已反馈{own.district.name}，请在网页“抽查反馈”里确认收悉。"
    tell_of_feedback(session, own, f"feedback_sent:{feedback.public_id}", told, now)
    return feedback_of_class(session, staff, class_id, now=now)


def _results(session: Session, own: TrainingClass) -> list[dict[str, Any]]:
    """As they stand now; raises CityCheckIsRunning."""
    checks = select(SpotCheck).where(SpotCheck.class_id == own.id, SpotCheck.level == CheckLevel.CITY)
    whole = checks.options(joinedload(SpotCheck.conclusion), joinedload(SpotCheck.voiding))
    return [_result(check) for check in session.scalars(whole.order_by(SpotCheck.ordinal))]


def _result(check: SpotCheck) -> dict[str, Any]:
    if check.ended_at is None:
        raise CityCheckIsRunning(check.number)
    return {
        "check": str(check.public_id),
        "number": check.number,
        "state": state_of(check),
        "held_on": shanghai_day(check.started_at).isoformat(),
        "conditions": [
            f"{each['name']}{each['state']}：{each['numbers']}"
            for each in (check.conclusion.conditions if check.conclusion and not check.voiding else ())
        ],
    }
