"""R10, R61: a C1 training is paid for once, by a voucher with a face value or by a subsidy."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from tests.training.vouchers.booked import FACE, USED, a_used_voucher
from training.claims.acts.approve_claim import approve_claim
from training.claims.rules.c1_claims import PaidByVoucher
from training.claims.terms import ClaimState
from training.database import Database
from training.notice.terms import Role
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher
from training.vouchers.terms import VoucherState
from training.vouchers.views.facts import paid_otherwise

LATER = NOW + SOON


@pytest.fixture
def claim(database: Database) -> UUID:
    """Of 王芳, whose papers have all passed."""
    with database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        own = session.scalars(select(Enrolment)).one()
        made = a_submitted_claim(session, own)
        pass_all(session, made, a_reviewer(session))
        return made.public_id


def approve(database: Database, claim: UUID) -> ClaimState:
    with database.writing() as session:
        reviewer = a_reviewer(session, "审核员乙")
        return approve_claim(session, reviewer, claim, seed=b"s" * 32, now=LATER).state


def write_off(database: Database, face_fen: int | None = FACE) -> None:
    with database.writing() as session:
        a_used_voucher(session, "王芳", somebody(session, "发券人", Role.CITY), face_fen)
        session.execute(update(Voucher).values(state=VoucherState.WRITTEN_OFF))


def test_once_it_is_written_off_the_claim_is_not_approved(database, claim):
    write_off(database)

    with pytest.raises(PaidByVoucher, match=USED):
        approve(database, claim)


def test_without_a_face_value_it_stands_in_nobodys_way(database, claim):
    write_off(database, None)

    assert approve(database, claim) is ClaimState.APPROVED


def test_once_the_claim_is_approved_the_voucher_counts_as_paid_otherwise(database, claim):
    with database.writing() as session:
        a_used_voucher(session, "王芳", somebody(session, "发券人", Role.CITY))
    with database.reading() as session:
        before = paid_otherwise(session, session.scalars(select(Voucher)).all())
    approve(database, claim)

    with database.reading() as session:
        (own,) = session.scalars(select(Voucher)).all()
        assert (before, paid_otherwise(session, [own])) == (set(), {own.id})
