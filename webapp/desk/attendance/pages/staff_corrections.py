"""A request for a correction as those who decide read it: what was asked, and what the machine saw (pure)."""

from dataclasses import dataclass
from datetime import datetime

from training.attendance.rules.corrections import CorrectionState
from training.attendance.rules.explanations import UNPROVED, explain
from training.attendance.views.corrections.see_corrections import is_unproved_approval, state_in_full
from training.attendance.views.progress_of import ClassProgress
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.attendance.corrections import PunchCorrection
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.trainees.pages.corrections import TONES
from webapp.trainees.pages.days import long_day


@dataclass(frozen=True)
class RequestRow:
    """A request in the list."""

    public_id: str
    who: str
    what: str
    state: str
    tone: str
    sign: str
    """How it was approved, where nothing proves it."""


@dataclass(frozen=True)
class RequestPage:
    """A request in full."""

    row: RequestRow
    class_name: str
    asked_at: str
    reason: str
    has_photo: bool
    """And it is still there."""
    punches: tuple[str, ...]
    """Everything the machines saw of this trainee on that day."""
    explanation: str
    """What the half day counts now, and why."""
    earlier: int
    """How many requests for the same punch came before."""
    is_waiting: bool
    decision: str
    review: str
    """What the district made of an approval that nothing proves."""
    is_to_review: bool


def request_row(staff: Staff, asked: PunchCorrection) -> RequestRow:
    state = state_in_full(asked)
    own, lesson = asked.enrolment, asked.lesson
    return RequestRow(
        str(asked.public_id),
        f"{name_for(staff, own.trainee.name)}（{own.training_class.class_number}）",
        f"{long_day(lesson.held_on)} {lesson.half_day}{asked.punch}",
        state.value,
        TONES[state],
        UNPROVED if is_unproved_approval(asked) else "",
    )


def request_page(staff: Staff, asked: PunchCorrection, found: ClassProgress, now: datetime) -> RequestPage:
    lesson, row = asked.lesson, request_row(staff, asked)
    credits = found.progress.on(lesson.held_on)
    seen = [(punch, "") for punch in found.presence.punches]
    seen += [(punch, "（待确认）") for punch in found.presence.waiting]
    return RequestPage(
        row=row,
        class_name=asked.enrolment.training_class.name,
        asked_at=_minute(asked.asked_at),
        reason=asked.reason,
        has_photo=asked.photo is not None and asked.photo.purged_at is None,
        punches=tuple(
            f"{punch.astimezone(SHANGHAI):%H:%M:%S}{mark}"
            for punch, mark in seen
            if shanghai_day(punch) == lesson.held_on
        ),
        explanation="".join(
            explain(credit, now, to_staff=True)
            for credit in credits
            if credit.windows.lesson.half_day is lesson.half_day
        ),
        earlier=asked.ordinal - 1,
        is_waiting=row.state == CorrectionState.WAITING,
        decision=_decision(asked),
        review=_review(asked),
        is_to_review=is_unproved_approval(asked) and not _review(asked),
    )


def _decision(asked: PunchCorrection) -> str:
    decision = asked.decision
    if decision is None:
        return ""
    by = f"{decision.decided_by.name}（{decision.decided_by.role.words}）"
    note = f"：{decision.note}" if decision.note else ""
    return f"{_minute(decision.decided_at)} {by}{note}"


def _review(asked: PunchCorrection) -> str:
    review = asked.decision.review if asked.decision else None
    if review is None:
        return ""
    by = f"{review.reviewed_by.name}（{review.reviewed_by.role.words}）"
    reason = f"：{review.reason}" if review.reason else ""
    return f"{_minute(review.reviewed_at)} {by}{'确认' if review.is_confirmed else '撤销批准'}{reason}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m月%d日 %H:%M}"
