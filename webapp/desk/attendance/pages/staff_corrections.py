"""A request for a correction as those who decide read it: what was asked, and what the machine saw (pure)."""

from collections.abc import Sequence
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
from webapp.desk.lists.days import When, cell_of_moment
from webapp.desk.lists.picking import Led, Picked
from webapp.desk.lists.tables import Cell, Line, Mark
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
    own = asked.enrolment
    return RequestRow(
        str(asked.public_id),
        f"{name_for(staff, own.trainee.name)}（{own.training_class.class_number}）",
        _punch_of(asked),
        state.value,
        TONES[state],
        UNPROVED if is_unproved_approval(asked) else "",
    )


def correction_lines(
    staff: Staff, asked: Sequence[PunchCorrection], addresses: Sequence[str], now: datetime
) -> list[Line]:
    """In the order given, each with its own page; those that nobody has decided may be ticked."""
    return [_line(staff, each, address, now) for each, address in zip(asked, addresses, strict=True)]


def picked_lines(staff: Staff, asked: Sequence[PunchCorrection], addresses: Sequence[str]) -> list[Picked]:
    """Of those that are decided at once what each asks for: who, which punch, why, what is shown for it."""
    return [
        Picked(
            str(each.public_id),
            address,
            (
                name_for(staff, each.enrolment.trainee.name),
                _punch_of(each),
                each.reason,
                _photo(staff, each, address) or "没有照片",
                f"之前申请过 {each.ordinal - 1} 次" if each.ordinal > 1 else "",
            ),
        )
        for each, address in zip(asked, addresses, strict=True)
    ]


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


def _line(staff: Staff, asked: PunchCorrection, address: str, now: datetime) -> Line:
    own, state, decision, lesson = asked.enrolment, state_in_full(asked), asked.decision, asked.lesson
    cells: dict[str, Cell] = {
        "who": name_for(staff, own.trainee.name),
        "number": own.training_class.class_number,
        "state": Mark(state.value, TONES[state]),
        "sign": UNPROVED if is_unproved_approval(asked) else "",
        "school": own.training_class.institution.name,
        "punch": When(_punch_of(asked), f"{lesson.held_on} {lesson.half_day}{asked.punch}"),
        "reason": asked.reason,
        "photo": _photo(staff, asked, address),
        "asked": cell_of_moment(asked.asked_at, now),
        "decided": cell_of_moment(decision.decided_at, now, decision.decided_by.name) if decision else "",
    }
    return Line(address, cells, str(asked.public_id) if decision is None else "")


def _photo(staff: Staff, asked: PunchCorrection, address: str) -> str | Led:
    """It leads to the photo, until that is deleted; nothing where there was none."""
    if asked.photo is None:
        return ""
    if asked.photo.purged_at is not None:
        return "有，已到期删除"
    of = f"{name_for(staff, asked.enrolment.trainee.name)} {_punch_of(asked)}"
    return Led("有照片", f"{address}/photo", of)


def _punch_of(asked: PunchCorrection) -> str:
    return f"{long_day(asked.lesson.held_on)} {asked.lesson.half_day}{asked.punch}"


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
