"""The city tells the district what its checks of a class came to, and the district answers (R07, R28)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.checks.views.find_check import state_of
from training.classes.views.see_classes import see_class
from training.errors import NotFound, Refusal
from training.feedback.rules.feedback_due import feedback_due
from training.feedback.views.list_feedback import FeedbackLine, feedback_of_class
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.notice.terms import Audience, CheckLevel, Role
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.feedback import Feedback, FeedbackAnswer
from training.records.staff.staff import Staff


class OnlyTheCitySends(Refusal):
    """反馈 goes from the city to the district."""

    def __init__(self) -> None:
        super().__init__("反馈由市本级发送；旗县区可以在收到后确认收悉或答复。")


class OnlyTheDistrictAnswers(Refusal):
    """The answer comes from the district of the class."""

    def __init__(self) -> None:
        super().__init__("反馈由班级所在旗县区确认或答复。")


class CityCheckIsRunning(Refusal):
    """Its result belongs into the feedback."""

    def __init__(self, number: str):
        super().__init__(f"检查 {number} 还没有结束；请先提交结论或作废，再反馈。")


class AlreadyRead(Refusal):
    """Somebody of the district has confirmed it."""

    def __init__(self, answered_by: str):
        super().__init__(f"{answered_by}已确认收悉；如有意见，请写明答复内容。")


def send_feedback(
    session: Session, staff: Staff, class_id: UUID, opinion: str, *, now: datetime
) -> FeedbackLine:
    """Send what the checks came to; once more adds a second feedback and changes nothing of the first.

    Raises NotFound, OnlyTheCitySends, CityCheckIsRunning or TextTooLong.
    """
    own = see_class(session, staff, class_id)
    if staff.role is not Role.CITY:
        raise OnlyTheCitySends
    feedback_of_class(session, staff, class_id, now=now)
    feedback = Feedback(
        class_id=own.id,
        due_on=feedback_due(own.ends_on, own.rule_set.policy).due_on,
        results=_results(session, own),
        opinion=read_note(opinion),
        sent_by=staff.name,
        sent_at=now,
    )
    session.add(feedback)
    session.flush()
    told = f"{_name(own)}的市级检查结果已反馈{own.district.name}，请在网页“抽查反馈”里确认收悉。"
    _tell(session, own, f"feedback_sent:{feedback.public_id}", told, now)
    return feedback_of_class(session, staff, class_id, now=now)


def answer_feedback(
    session: Session, staff: Staff, feedback_id: UUID, text: str, *, now: datetime
) -> FeedbackLine:
    """Confirm a feedback (no text) or answer it.

    Raises NotFound, OnlyTheDistrictAnswers, AlreadyRead or TextTooLong.
    """
    feedback = session.scalars(select(Feedback).where(Feedback.public_id == feedback_id)).one_or_none()
    if feedback is None:
        raise NotFound("这条反馈")
    own = see_class(session, staff, feedback.training_class.public_id)
    if staff.role is not Role.DISTRICT:
        raise OnlyTheDistrictAnswers
    said = read_note(text)
    if not said and feedback.answers:
        raise AlreadyRead(feedback.answers[-1].answered_by)
    feedback.answers.append(FeedbackAnswer(text=said, answered_by=staff.name, answered_at=now))
    session.flush()
    if said:
        told = f"{own.district.name}答复了{_name(own)}的检查反馈，请在网页“抽查反馈”里查看。"
        _tell(session, own, f"feedback_answered:{feedback.answers[-1].id}", told, now)
    return feedback_of_class(session, staff, own.public_id, now=now)


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


def _name(own: TrainingClass) -> str:
    return f" {own.class_number} {own.name[:80]} "


def _tell(session: Session, own: TrainingClass, key: str, text: str, now: datetime) -> None:
    """The chat hands alerts to whom they concern."""
    draft = AlertDraft("feedback", key, text, Audience.INSPECTORS, training_class=own)
    raise_alert(session, draft, now=now)
