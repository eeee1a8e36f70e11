"""Decisions about one person's claims come one after another: what one grants, the next must see (R19)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Trainee


def hold_claimant(session: Session, claim: C1Claim) -> None:
    """Until the transaction ends; others may still write rows that name the person.

    PostgreSQL lets others in between; SQLite has made its writer wait from the beginning.
    """
    own = select(Trainee.id).where(Trainee.id == claim.enrolment.trainee_id)
    session.scalars(own.with_for_update(key_share=True)).one()
