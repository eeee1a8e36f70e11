"""The district approves or refuses a change of a lesson that had begun (课表调整审批, R54, R64)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.changes.acts.change_lesson import change_lesson
from training.changes.rules.deciding import ChangeDecided, ChangeVerdict, SeenOtherwise, check_decider
from training.changes.rules.lessons import check_lesson_change, seen_of_lesson
from training.changes.terms import ChangeState
from training.changes.views.find_class_to_change import hold_class
from training.changes.views.lesson_change_words import lesson_change_words
from training.changes.views.see_amendments import person_of
from training.changes.views.see_lesson_changes import see_lesson_change, wanted_of
from training.changes.views.timetable_of import course_of_change
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.changes.lessons import LessonChange, LessonChangeDecision
from training.records.staff.staff import Staff


class NothingToDecide(NotNow):
    """It held at once, for the lesson had not begun."""

    def __init__(self) -> None:
        super().__init__("这件调整在上课前提出，已直接生效，不用审批；有疑问请让机构再提一件调整。")


def decide_lesson_change(
    session: Session, staff: Staff, change_id: UUID, verdict: ChangeVerdict, *, now: datetime
) -> LessonChange:
    """Record it and tell whoever asked; approved, the timetable changes.

    Raises NotFound, OwnRequest, SameHand, DistrictDecides, NothingToDecide, ChangeDecided, SeenOtherwise,
    ReasonMissing, TextTooLong, ClassIsSettled, LessonHasPunches or BadLessonChange.
    """
    asked = see_lesson_change(session, staff, change_id)
    check_decider(person_of(staff), person_of(asked.asker))
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    hold_class(session, asked.training_class)
    asked = see_lesson_change(session, staff, change_id)
    if asked.state is ChangeState.AT_ONCE:
        raise NothingToDecide
    if asked.decision is not None:
        raise ChangeDecided(asked.decision.decided_by)
    if verdict.is_approved:
        _check_again(session, asked, verdict, now)
    asked.state = ChangeState.APPROVED if verdict.is_approved else ChangeState.REFUSED
    asked.decision = LessonChangeDecision(
        is_approved=verdict.is_approved,
        note=verdict.read_note,
        decided_by_id=staff.id,
        decided_by=staff.name,
        decided_at=now,
    )
    if verdict.is_approved:
        change_lesson(session, asked, by=staff.name, now=now)
    session.flush()
    _tell(session, asked, now)
    return asked


def _check_again(session: Session, asked: LessonChange, verdict: ChangeVerdict, now: datetime) -> None:
    """The timetable may be another one by now; the day on which it was asked for stays."""
    wanted = wanted_of(asked)
    course = course_of_change(session, asked.training_class, wanted, now=now)
    check_lesson_change(replace(course, waiting_ordinal=None), wanted, shanghai_day(asked.asked_at))
    if verdict.seen not in ("", seen_of_lesson(course, wanted)):
        raise SeenOtherwise


def _tell(session: Session, asked: LessonChange, now: datetime) -> None:
    own, decision = asked.training_class, asked.decision
    why = f"：{decision.note}" if decision and decision.note else ""
    by_institution = asked.asker.institution_id is not None
    draft = AlertDraft(
        kind="lesson_change_decided",
        dedupe_key=f"lesson_change_decided:{asked.public_id}",
        text=f"班级 {own.class_number} {lesson_change_words(asked)}的申请{asked.state}{why}",
        audience=Audience.INSTITUTION if by_institution else Audience.INSPECTORS,
        training_class=own,
        about=asked.public_id,
    )
    raise_alert(session, draft, now=now)
