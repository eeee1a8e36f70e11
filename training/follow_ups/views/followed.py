"""就业跟踪 person by person: what counts of each step that is due (R11, R14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from training.follow_ups.views.counted import CHECKED, LAST, is_disproved, windows_of, with_last
from training.follow_ups.views.outcomes import WantedOutcomes, steps_due
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, FollowUp, FollowUpAnswer
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for

A_PORTION = 500
HIDDEN = "不显示"
"""What somebody wrote may name people, and whoever looks from outside sees no name."""


@dataclass(frozen=True)
class Followed:
    """One person at one step; of what was answered only what counts."""

    step: FollowUp
    name: str
    id_number: str
    answer: FollowUpAnswer | None
    employer: str
    job: str
    back_check: BackCheck | None
    is_disproved: bool


def followed(session: Session, staff: Staff, wanted: WantedOutcomes, *, now: datetime) -> Iterator[Followed]:
    """By class, in the order in which people were enrolled; read in portions."""
    rows = with_last(steps_due(staff, wanted, shanghai_day(now)), windows_of(session))
    columns = (LAST, CHECKED, is_disproved().label("is_disproved"))
    whole: Select[Any] = rows.add_columns(*columns).options(*_WHOLE)
    in_order = whole.order_by(TrainingClass.class_number, FollowUp.enrolment_id, FollowUp.after_days)
    for step, answer, check, disproved in session.execute(
        in_order, execution_options={"yield_per": A_PORTION}
    ):
        yield _followed(staff, step, answer, Found(check, bool(answer and disproved)))


@dataclass(frozen=True)
class Found:
    """What the city found of the answer that counts."""

    back_check: BackCheck | None
    is_disproved: bool


def _followed(staff: Staff, step: FollowUp, answer: FollowUpAnswer | None, found: Found) -> Followed:
    trainee, is_whole = step.enrolment.trainee, may(staff.role, Permission.SEE_WHOLE_NUMBERS)
    return Followed(
        step,
        name_for(staff, trainee.name),
        trainee.id_number if is_whole else mask_id_number(trainee.id_number),
        answer,
        shown_text(staff, answer.employer if answer else ""),
        shown_text(staff, answer.job if answer else ""),
        found.back_check,
        found.is_disproved,
    )


def shown_text(staff: Staff, said: str) -> str:
    """What somebody wrote, as far as this person may read it."""
    return said if not said or may(staff.role, Permission.SEE_FULL_NAMES) else HIDDEN


_ENROLMENT = joinedload(FollowUp.enrolment)
_WHOLE = (
    _ENROLMENT.joinedload(Enrolment.trainee),
    _ENROLMENT.joinedload(Enrolment.training_class).joinedload(TrainingClass.institution),
    joinedload(FollowUp.district),
)
