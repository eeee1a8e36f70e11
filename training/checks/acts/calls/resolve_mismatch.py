"""A mismatch is explained with evidence within the check, and then does not fail it (R37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.rules.calls import Standing
from training.checks.terms import CheckMethod
from training.checks.views.calls.place_at import place_at
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.picture_of import picture_of
from training.checks.views.load_check import load_running_check
from training.errors import Next, NotNow
from training.notice.notes import read_reason
from training.records.checks.calls import MismatchResolution
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Explanation:
    """Why a trainee's data differ, and the picture of the check that proves it."""

    reason: str
    evidence_id: UUID | None = None
    """None: one's own latest."""


class NoMismatch(NotNow):
    """This trainee has no mismatch that waits for an explanation."""

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, position: int):
        super().__init__(f"{position} 号没有待说明的不一致，请核对序号。")


def resolve_mismatch(
    session: Session, staff: Staff, check_id: UUID, position: int, told: Explanation, *, now: datetime
) -> CheckView:
    """Explain the mismatch of the trainee at `position`.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, AlreadyReplaced, NoMismatch, NoPicture,
    ReasonMissing or TextTooLong.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    place = place_at(loaded, position)
    if loaded.standing(place) is not Standing.MISMATCHED:
        raise NoMismatch(position)
    resolution = MismatchResolution(
        evidence_id=picture_of(session, loaded.check, staff, told.evidence_id).id,
        reason=read_reason(told.reason, "说明不一致"),
        resolved_by=staff.name,
        resolved_at=now,
    )
    loaded.calls[place.id][-1].resolution = resolution
    return finish_act(session, staff, loaded)
