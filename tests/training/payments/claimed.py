"""Approved C1 claims, which wait for a meeting, and the office that pays; everybody is invented."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from tests.training.eligibility.pricing import a_line, a_set
from tests.training.payments.paid import CITY, DISTRICT, WHOLE, Office, an_office
from training.claims.acts.approve_claim import approve_claim
from training.claims.terms import ClaimState
from training.claims.views.events_of import acts_with
from training.database import Database
from training.eligibility.acts.send_claim_back import send_claim_back
from training.notice.terms import ClassKind
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardSet
from training.staff.views.find_staff import find_staff

APPROVED = NOW + SOON
"""On 1 June, which is long before the meeting of 14 September."""


class ClaimOffice(Office):
    """The same office, with claims in place of judged lines."""

    def chosen(self, *names: str) -> dict[UUID, int]:
        with self.database.reading() as session:
            rows = session.scalars(select(C1Claim).where(C1Claim.state == ClaimState.APPROVED)).all()
            acts = acts_with(session, rows)
            wanted = [each for each in rows if not names or each.enrolment.trainee.name in names]
            return {each.public_id: acts[each.id] for each in wanted}

    def claims(self) -> dict[str, ClaimState]:
        with self.database.reading() as session:
            rows = session.scalars(select(C1Claim).order_by(C1Claim.id))
            return {each.enrolment.trainee.name: each.state for each in rows}

    def claim_acts(self, name: str) -> list[str]:
        """What was done with it since it was approved."""
        with self.database.reading() as session:
            own = select(ClaimEvent).where(ClaimEvent.claim_id == claim_of(session, name).id)
            acts = [each.act.value for each in session.scalars(own.order_by(ClaimEvent.ordinal))]
            return acts[acts.index("审核通过") + 1 :]

    def send_back(self, name: str) -> None:
        with self.database.writing() as session:
            own, city = claim_of(session, name).public_id, find_staff(session, CITY)
            send_claim_back(session, city, own, "请重新核对。", now=self.now)

    def approve(self, name: str) -> bool:
        """Anew, at this moment; whether the city has to look."""
        with self.database.writing() as session:
            own = claim_of(session, name).public_id
            reviewer = find_staff(session, DISTRICT)
            return approve_claim(session, reviewer, own, seed=b"s" * 32, now=self.now).look_is_due

    def looked_at(self, name: str) -> None:
        """As the city does, in short."""
        with self.database.writing() as session:
            claim_of(session, name).look_is_due = False


def claim_of(session: Session, name: str) -> C1Claim:
    rows = session.scalars(select(C1Claim))
    return next(each for each in rows if each.enrolment.trainee.name == name)


def c1_standard(
    session: Session,
    writer: Staff,
    amount_fen: int = WHOLE,
    *,
    district: str | None = None,
    **fields: object,
) -> StandardSet:
    """In force for every C1 class of 2026, of the city or of one district."""
    said = {"kind": ClassKind.C1, "halves_from": 2, "halves_until": 1_000, "mixed_percent": 100}
    return a_set(session, writer, [a_line(amount_fen=amount_fen, **(said | fields))], district=district)


def approve_people(session: Session, reviewer: Staff, names: tuple[str, ...]) -> None:
    """One class each; nobody is drawn for a second look."""
    for place, name in enumerate(names, 1):
        own = a_c1_enrolment(session, f"C1-{place}", name=name, phone=f"1380000000{place}")
        rules = own.training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 0}
        claim = a_submitted_claim(session, own)
        pass_all(session, claim, reviewer)
        approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=APPROVED)


def a_claimed_world(
    database: Database, *names: str, has_standard: bool = True, **fields: object
) -> ClaimOffice:
    """王芳 and 李丽, paid to the school out of 就业补助资金, or what is said."""
    with database.writing() as session:
        an_approval(session)
        first = a_c1_enrolment(session, "C1-0", name="钱进", phone="13800000000")
        an_office(session, first.training_class)
        approve_people(session, find_staff(session, DISTRICT), names or ("王芳", "李丽"))
        if has_standard:
            c1_standard(session, find_staff(session, CITY), **fields)
    return ClaimOffice(database)
