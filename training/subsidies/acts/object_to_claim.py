from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.errors import NotNow
from training.notice.notes import read_reason
from training.records.claims.claims import C1Claim
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.end_in_words import end_in_words


class PublicityRuns(NotNow):
    """公示后 is after the last day of the publicity (R21)."""

    def __init__(self, publicity: Publicity):
        super().__init__(f"公示{end_in_words(publicity)}才能申请拨付。")
        self.ends_on = publicity.ends_on


def object_to_claim(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Log an objection, with its reason; raises ReasonMissing or ClaimStandsElsewhere."""
    hold_claim(session, claim)
    read_reason(by.reason, "登记异议")
    act_on_claim(session, claim, ClaimAct.OBJECT, by, now=now)
    claim.has_objection = True
    session.flush()
