from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.record_review import record_review
from training.claims.rules.c1_papers import PaperFacts, ReadPaper, check_paper
from training.claims.views.claim_to_review import paper_to_review
from training.claims.views.other_hands import check_not_filed_by, check_not_passed_by
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


def pass_paper(
    session: Session, staff: Staff, paper_id: UUID, facts: PaperFacts, *, now: datetime
) -> C1Claim:
    """Record that the paper is in order and what was read on it.

    Raises FactsMissing or PaperNotInOrder where the notice says otherwise, and what `paper_to_review` raises.
    """
    paper = paper_to_review(session, staff, paper_id)
    check_not_filed_by(session, paper.claim, staff, now=now)
    check_not_passed_by(session, paper, staff, now=now)
    read = ReadPaper(paper.kind, paper.place, facts)
    check_paper(read, paper.claim.enrolment.training_class.starts_on, shanghai_day(now))
    return record_review(session, paper, staff, facts, "", now=now)
