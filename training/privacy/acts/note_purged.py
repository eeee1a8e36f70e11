from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.rules.c1_acts import EDITABLE
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.privacy.views.papers_due_for_purge import DueClaim
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper


def note_purged(session: Session, due: DueClaim, *, now: datetime) -> None:
    """After the store has let go of the files; an unfinished claim ends, a decision stays."""
    claim = session.get_one(C1Claim, due.claim_id)
    if claim.state in EDITABLE:
        act_on_claim(session, claim, ClaimAct.GIVE_UP, By("系统", reason="长期没有提交"), now=now)
    claim.purged_at = now
    papers = update(ClaimPaper).where(ClaimPaper.claim_id == due.claim_id, ClaimPaper.purged_at.is_(None))
    session.execute(papers.values(purged_at=now))
    session.flush()
