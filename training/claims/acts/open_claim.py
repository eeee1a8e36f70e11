"""A trainee begins a C1 claim; told before anything is photographed where it has no prospect (R19, R57)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from training.claims.rules.c1_training import NotEligible
from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.by import By
from training.claims.views.find_claim import claims_with_class
from training.claims.views.load_claim import reasons_against_claiming
from training.database import insert_new
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.classes.trainees import Enrolment


def open_claim(session: Session, enrolment: Enrolment, by: By, *, now: datetime) -> C1Claim:
    """Begin a claim, or give the living one; raises NotEligible.

    Who begins it at the counter for the trainee (`by` a member of staff) does not review it.
    """
    if reasons := reasons_against_claiming(session, enrolment, now=now):
        raise NotEligible(reasons)
    row = {
        "public_id": uuid4(),
        "enrolment_id": enrolment.id,
        "live_enrolment_id": enrolment.id,
        "district_id": enrolment.training_class.district_id,
        "filed_by_id": by.staff_id,
        "state": ClaimState.DRAFT,
        "since": now,
        "second_reviewer_is_due": False,
        "look_is_due": False,
        "has_objection": False,
    }
    is_new = insert_new(session, C1Claim, [row]) == 1
    living = claims_with_class().where(C1Claim.live_enrolment_id == enrolment.id)
    claim = session.scalars(living).one()
    if is_new:
        session.add(_first_event(claim, by, now))
        session.flush()
    return claim


def _first_event(claim: C1Claim, by: By, now: datetime) -> ClaimEvent:
    return ClaimEvent(
        claim_id=claim.id,
        ordinal=1,
        act=ClaimAct.OPEN,
        state=ClaimState.DRAFT,
        staff_id=by.staff_id,
        acted_by=by.name,
        acted_at=now,
    )
