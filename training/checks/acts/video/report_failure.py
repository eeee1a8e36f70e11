"""The meeting could not be held: from now on the live statistics of the day may decide (R34)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod, FallbackReason
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.notice.notes import read_reason
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import MeetingFailure
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class FailureReport:
    """Why a meeting was not held, in a word and in the inspector's own."""

    reason: FallbackReason
    explanation: str
    client_key: str | None = None
    """The same key in the same check stores nothing again."""


def report_failure(
    session: Session, staff: Staff, check_id: UUID, report: FailureReport, *, now: datetime
) -> CheckView:
    """Keep why; a later report takes the place of an earlier one.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, ReasonMissing or TextTooLong.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    told = read_reason(report.explanation, "改用直播统计")
    if not _is_known(session, check, report.client_key):
        failure = MeetingFailure(
            check_id=check.id,
            reason=report.reason,
            explanation=told,
            reported_by=staff.name,
            reported_at=now,
            client_key=report.client_key,
        )
        session.add(failure)
    return finish_act(session, staff, load_check(session, check, now))


def _is_known(session: Session, check: SpotCheck, client_key: str | None) -> bool:
    own = select(MeetingFailure.id).where(
        MeetingFailure.check_id == check.id, MeetingFailure.client_key == client_key
    )
    return client_key is not None and session.scalar(own) is not None
