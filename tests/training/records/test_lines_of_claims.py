"""Migration 0060: C1 joins the common chain, and nothing that lay in either is touched."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tests.training.claims.claiming import an_approval
from tests.training.payments.claimed import a_claimed_world, approve_people
from tests.training.payments.paid import WHOLE, a_judged_world, an_applied_world, to_applied
from tests.training.subsidies.before import a_publicity_of_before, in_order
from training.claims.terms import ClaimState
from training.database import Base, Database
from training.records import schema
from training.records.claims.claims import C1Claim, ClaimEvent, ClaimPayment
from training.records.payments.payments import Payment, PaymentLine
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.records.subsidies.publicity import Publicity
from training.staff.views.find_staff import find_staff

BEFORE = "0059_urgent_cards"
KEPT = (SubsidyLine, LineEvent, PaymentLine, Payment, Publicity, ClaimPayment, ClaimEvent, C1Claim)


def counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {each.__tablename__: _count(session, each) for each in KEPT}


def _count(session, record: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(record)) or 0


def test_lines_payments_and_publicities_of_before_stay_as_they_were(copied_database_url, vault):
    database = Database(copied_database_url, vault)
    try:
        office = an_applied_world(database)
        office.pay({"王芳": WHOLE})
        with database.writing() as session:
            an_approval(session)
            approve_people(session, find_staff(session, "刘志刚"), ("赵敏", "孙丽", "钱进"))
            states = (ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID)
            a_publicity_of_before(session, dict(zip(in_order(session), states, strict=True)))
        before = counts(database)

        schema.downgrade(database, BEFORE)
        schema.upgrade(database)

        assert (counts(database), before["line_event"]) == (before, 7)
        with database.reading() as session:
            lines = session.scalars(select(SubsidyLine)).all()
            assert {each.judgement is not None for each in lines} == {True}
            assert {each.claim_id for each in lines} == {None}
            assert [each.state for each in in_order(session)] == list(states)
        office.pay({"李丽": WHOLE}, "PZ-2")
    finally:
        database.close()


@pytest.mark.parametrize("both", [False, True])
def test_a_line_rests_on_a_judgement_or_on_a_claim_and_never_on_both_or_none(
    copied_database_url, vault, both
):
    database = Database(copied_database_url, vault)
    try:
        schema.downgrade(database, BEFORE)
        schema.upgrade(database)
        a_judged_world(database)
        with database.writing() as session:
            an_approval(session)
            approve_people(session, find_staff(session, "刘志刚"), ("赵敏",))
            claim = in_order(session)[0].id
        fields = {"claim_id": claim} if both else {"judgement_id": None}
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(update(SubsidyLine).values(**fields))
    finally:
        database.close()


def test_with_a_line_of_a_claim_there_is_no_way_back(copied_database_url, vault):
    """Code of before would not know what was paid."""
    database = Database(copied_database_url, vault)
    try:
        office = to_applied(a_claimed_world(database))
        office.pay({"王芳": WHOLE})

        with pytest.raises(Exception, match="不能退回旧版本"):
            schema.downgrade(database, BEFORE)

        assert counts(database)["payment_line"] == 1
    finally:
        database.close()
