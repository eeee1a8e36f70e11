"""Which corrections (补卡) were asked for and how each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import MadeGood
from training.attendance.rules.corrections import CorrectionState, is_unproved, state_of
from training.attendance.terms import PunchKind
from training.notice.terms import HalfDay, Role
from training.records.attendance.corrections import (
    CorrectionDecision,
    CorrectionPhoto,
    CorrectionReview,
    PunchCorrection,
)
from training.records.classes.classes import Lesson
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

HalfDayOf = tuple[date, HalfDay]


@dataclass(frozen=True, slots=True)
class Correction:
    """One request as its trainee sees it; `note` and `decided_by` are empty while it waits."""

    public_id: UUID
    enrolment_id: int
    half_day: HalfDayOf
    punch: PunchKind
    asked_at: datetime
    state: CorrectionState
    note: str
    decided_by: str
    is_unproved: bool = False
    """Approved by the institution itself and without a photo; what follows from it is for staff to see."""


def corrections_of(session: Session, enrolment: Enrolment) -> list[Correction]:
    """Every request of one trainee in one class, the oldest first."""
    return _read(session.execute(_of_enrolment(), {"enrolment_id": enrolment.id}))


def corrections_of_class(session: Session, class_id: int) -> list[Correction]:
    return _read(session.execute(_corrections().where(Lesson.class_id == class_id)))


def corrections_of_day(session: Session, class_ids: Sequence[int], held_on: date) -> list[Correction]:
    """Of several classes, for the lessons of one day."""
    own = _corrections().where(Lesson.class_id.in_(class_ids), Lesson.held_on == held_on)
    return _read(session.execute(own))


def made_good(corrections: Sequence[Correction]) -> dict[HalfDayOf, list[MadeGood]]:
    """The approved ones, as the rules take them."""
    table: dict[HalfDayOf, list[MadeGood]] = {}
    for each in corrections:
        if each.state is CorrectionState.APPROVED:
            approved = MadeGood(each.punch, each.decided_by, each.is_unproved)
            table.setdefault(each.half_day, []).append(approved)
    return table


@cache
def _of_enrolment() -> Select[*tuple[Any, ...]]:
    """Put together once: every page of a trainee asks it, and that costs more than to run it."""
    return _corrections().where(PunchCorrection.enrolment_id == bindparam("enrolment_id"))


def _corrections() -> Select[*tuple[Any, ...]]:
    columns = (
        *(PunchCorrection.public_id, PunchCorrection.enrolment_id, Lesson.held_on, Lesson.half_day),
        *(PunchCorrection.punch, PunchCorrection.asked_at),
        *(CorrectionDecision.is_approved, CorrectionDecision.note, Staff.name, Staff.role),
        *(CorrectionPhoto.id, CorrectionReview.is_confirmed, CorrectionReview.reason),
    )
    return (
        select(*columns)
        .join(Lesson, PunchCorrection.lesson_id == Lesson.id)
        .outerjoin(CorrectionDecision, CorrectionDecision.correction_id == PunchCorrection.id)
        .outerjoin(Staff, Staff.id == CorrectionDecision.decided_by_id)
        .outerjoin(CorrectionPhoto, CorrectionPhoto.correction_id == PunchCorrection.id)
        .outerjoin(CorrectionReview, CorrectionReview.decision_id == CorrectionDecision.id)
        .order_by(PunchCorrection.id)
    )


def _read(rows: Iterable[Any]) -> list[Correction]:
    return [_correction(*row) for row in rows]


def _correction(
    public_id: UUID, enrolment_id: int, held_on: date, half_day: HalfDay, punch: PunchKind, *more: Any
) -> Correction:
    asked_at, is_approved, note, name, role, photo, is_confirmed, reason = more
    state = state_of(is_approved, is_withdrawn=is_confirmed is False)
    note = reason if state is CorrectionState.WITHDRAWN else note or ""
    unproved = bool(role) and is_unproved(role, is_approved=is_approved, has_photo=photo is not None)
    return Correction(
        *(public_id, enrolment_id, (held_on, half_day), punch, asked_at, state, note, _whom(name, role)),
        is_unproved=unproved,
    )


def _whom(name: str | None, role: Role | None) -> str:
    return f"{name} {role.words}" if name and role else ""
