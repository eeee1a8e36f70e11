from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.certificates.rules.issuing import Wanted, may_issue
from training.certificates.views.ground_of import ground_of
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass


@dataclass(frozen=True)
class Issuable:
    """How many people of a class have a good number, and how many would be given one now."""

    have: int
    would_get: int


def what_would_be_issued(session: Session, own: TrainingClass, *, now: datetime) -> Issuable:
    """As `issue_certificates` would find it; raises as `may_issue` where nothing would be issued (R08)."""
    have = numbered_people(session, own)
    ground = ground_of(session, own, now=now)
    chosen = may_issue(ground, Wanted(ground.approved.sha256 if ground.approved else ""), have)
    return Issuable(len(have), len(chosen.people))


def numbered_people(session: Session, own: TrainingClass) -> frozenset[int]:
    """The enrolments of the class that have a good certificate."""
    live = select(Certificate.live_enrolment_id).where(
        Certificate.class_id == own.id, Certificate.live_enrolment_id.is_not(None)
    )
    return frozenset(each for each in session.scalars(live) if each is not None)
