"""Whether a missed punch may be asked to be made good (R45), before anything costly is done about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.rules.corrections import NotCorrectable, check_request, check_time, read_reason
from training.attendance.rules.explanations import due_punches
from training.attendance.terms import PunchKind
from training.attendance.views.corrections_of import HalfDayOf
from training.attendance.views.progress_of import ClassProgress, progress_of
from training.records.classes.trainees import Enrolment


@dataclass(frozen=True)
class CorrectionDraft:
    """Which punch of which half day, why, and a photo (JPEG, already made small) or None."""

    half_day: HalfDayOf
    punch: PunchKind
    reason: str
    photo: bytes | None = None


def check_correction(session: Session, enrolment: Enrolment, draft: CorrectionDraft, *, now: datetime) -> int:
    """Which request for this punch it would be, from 1; raises NotCorrectable or NoReason."""
    read_reason(draft.reason)
    return _next_ordinal(progress_of(session, enrolment, now), draft, now)


def _next_ordinal(found: ClassProgress, draft: CorrectionDraft, now: datetime) -> int:
    held_on, half_day = draft.half_day
    earlier = [
        each.state
        for each in found.corrections
        if (each.half_day, each.punch) == (draft.half_day, draft.punch)
    ]
    for credit in found.progress.on(held_on):
        if credit.windows.lesson.half_day is half_day:
            due = {each.kind: each for each in due_punches(credit, now)}
            check_request(due.get(draft.punch), earlier, found.policy)
            check_time(credit, now, found.policy)
            return len(earlier) + 1
    raise NotCorrectable("课程表上这半天没有课，不能补卡。")
