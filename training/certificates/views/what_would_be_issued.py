from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.certificates.rules.issuing import Numbered, Wanted, may_issue
from training.certificates.views.ground_of import ground_of
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass


@dataclass(frozen=True)
class Issuable:
    """How many people of a class have a good number, would be given one now, and lost theirs for good."""

    have: int
    would_get: int
    had_one: int
    """It was voided and not replaced: numbered only where that is asked for."""


def what_would_be_issued(session: Session, own: TrainingClass, *, now: datetime) -> Issuable:
    """As `issue_certificates` would find it; raises as `may_issue` where nothing would be issued (R08)."""
    have = numbered_people(session, own)
    ground = ground_of(session, own, now=now)
    chosen = may_issue(ground, Wanted(ground.approved.sha256 if ground.approved else ""), have)
    had_one = have.voided.intersection(chosen.listed.qualified)
    return Issuable(len(have.good), len(chosen.people), len(had_one))


def numbered_people(session: Session, own: TrainingClass) -> Numbered:
    """The enrolments of the class that have a good certificate, and those that had one."""
    given = select(Certificate.enrolment_id, Certificate.live_enrolment_id)
    rows = session.execute(given.where(Certificate.class_id == own.id)).all()
    good = frozenset(who for who, live in rows if live is not None)
    return Numbered(good, frozenset(who for who, _ in rows) - good)
