"""The trainee hands a claim in, with the consent; takes it back before anybody looked; or gives it up."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.rules.c1_acts import next_state
from training.claims.rules.c1_claims import lacking_to_submit
from training.claims.rules.consent import CONSENT_VERSION, ConsentMissing
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.claims.views.load_claim import handed_in, policy_of
from training.errors import Next, NotNow
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim


class PapersMissing(NotNow):
    """The claim cannot be submitted yet."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, lacking: tuple[str, ...]):
        super().__init__(f"还不能提交：{''.join(lacking)}")
        self.lacking = lacking


def submit_claim(
    session: Session,
    claim: C1Claim,
    by_name: str,
    *,
    agreed_to: str,
    staff_id: int | None = None,
    now: datetime,
) -> None:
    """Submit, or submit again after a return; raises ConsentMissing, PapersMissing or ClaimStandsElsewhere.

    `staff_id` is whoever does it at the counter for the trainee.
    """
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.SUBMIT)
    if agreed_to != CONSENT_VERSION:
        raise ConsentMissing
    papers = handed_in(session, claim).papers
    if lacking := lacking_to_submit(papers, policy_of(claim), shanghai_day(now)):
        raise PapersMissing(lacking)
    by = By(by_name, staff_id, consent_version=agreed_to)
    act_on_claim(session, claim, ClaimAct.SUBMIT, by, now=now)
