"""撤回照片: a picture that came to the wrong check is taken back before the verdict, and why (R39)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.explaining import is_explaining
from training.checks.views.evidence.picture_of import picture_named
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.errors import Next, NotNow
from training.notice.notes import read_reason
from training.records.checks.evidence import EvidenceWithdrawal
from training.records.staff.staff import Staff


class ProvesAnExplanation(NotNow):
    """A second person was asked by this very picture."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("这张照片已用来说明一名学员的不一致，不能撤回。")


def withdraw_evidence(
    session: Session, staff: Staff, check_id: UUID, evidence_id: UUID, reason: str, *, now: datetime
) -> CheckView:
    """The picture stays, and proves nothing any more in this check; another check may then use it.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, ProvesAnExplanation, ReasonMissing or
    TextTooLong.
    """
    check = find_running_check(session, staff, check_id)
    evidence = picture_named(session, check, evidence_id)
    if is_explaining(session, evidence):
        raise ProvesAnExplanation
    evidence.withdrawal = EvidenceWithdrawal(
        evidence_id=evidence.id,
        reason=read_reason(reason, "撤回照片"),
        withdrawn_by=staff.name,
        withdrawn_at=now,
    )
    return finish_act(session, staff, load_check(session, check, now))
