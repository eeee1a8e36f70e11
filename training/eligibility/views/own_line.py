from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine


def own_line(session: Session, enrolment_id: int) -> SubsidyLine | None:
    """What became of one trainee's subsidy of one class; None before the judgement counts."""
    own = select(SubsidyLine).join(SubsidyJudgement, SubsidyJudgement.id == SubsidyLine.judgement_id)
    counts = SubsidyJudgement.in_force_at.is_not(None)
    return session.scalars(own.where(SubsidyLine.live_enrolment_id == enrolment_id, counts)).one_or_none()
