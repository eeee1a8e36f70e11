"""What stands in the house on 28 December 2026, while nobody knows the arrangement of 2027."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at, hand
from tests.training.calendar.arranging import an_arrangement
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_decision,
    a_district,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from training.calendar.sheets.arrangement import Arrangement
from training.claims.acts.approve_claim import approve_claim
from training.claims.views.by import By
from training.database import Database
from training.deadlines.acts.import_calendar import CalendarImport, import_calendar
from training.records.claims.claims import C1Claim
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.apply_for_payment import apply_for_payment
from training.subsidies.acts.publicise_claims import publicise_claims

BEGINS, GUESSED, LATEST, ARRANGED = (
    date(2026, 12, 28),
    date(2027, 1, 5),
    date(2027, 1, 12),
    date(2027, 1, 6),
)
"""A publicity: its first day, its last one as guessed and at the latest, and by the invented arrangement."""
CLERK = By("张会计")
IMPORTED = at(date(2026, 12, 30), "09:00")


def publicise(session: Session) -> Publicity:
    """One approved claim, shown to the public from 28 December on."""
    an_approval(session)
    reviewer = a_reviewer(session)
    enrolment = a_c1_enrolment(session, "C1-1", name="王芳", phone="13800000001")
    rules = enrolment.training_class.rule_set
    rules.numbers = rules.numbers | {"second_look_percent": 0}
    claim = a_submitted_claim(session, enrolment)
    pass_all(session, claim, reviewer)
    approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=NOW + SOON)
    begins = at(BEGINS, "09:00")
    return publicise_claims(session, a_district(session), a_decision(), CLERK, now=begins)


def apply(session: Session, day: date) -> None:
    claim = session.scalars(select(C1Claim)).one()
    apply_for_payment(session, claim, CLERK, now=at(day, "09:00"))


def take(
    database: Database, arrangement: Arrangement | None = None, sha: str = "a", now: datetime = IMPORTED
) -> CalendarImport:
    """Import the invented arrangement, or another."""
    with database.writing() as session:
        file = hand("放假.csv", sha * 64, now)
        return import_calendar(session, arrangement or an_arrangement(), "测试文号", file, now=now)


def publicity(session: Session) -> Publicity:
    return session.scalars(select(Publicity)).one()
