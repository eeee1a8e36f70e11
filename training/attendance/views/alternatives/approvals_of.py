from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.alternatives import Approval
from training.records.attendance.alternatives import AlternativeDecision, AttendanceAlternative


def approvals_of(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, Sequence[Approval]]:
    """By enrolment, when each need not show a face (不刷脸)."""
    own = (
        select(AttendanceAlternative.enrolment_id, AlternativeDecision.decided_at, AlternativeDecision.until)
        .join(AttendanceAlternative.decision)
        .where(AttendanceAlternative.enrolment_id.in_(enrolment_ids), AlternativeDecision.until.is_not(None))
    )
    found: dict[int, list[Approval]] = defaultdict(list)
    for enrolment_id, decided_at, until in session.execute(own):
        if until is not None:
            found[enrolment_id].append(Approval(decided_at, until))
    return found
