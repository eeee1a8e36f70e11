"""A claim is found by the beginning of its number, only by who may see it, and only as it was when shown."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.training.claims.claiming import (
    NOW,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    somebody,
)
from training.claims.acts.return_claim import return_claim
from training.claims.rules.claim_numbers import ClaimNumber, number_of
from training.claims.views.find_claim_by_number import ClaimMovedOn, claim_to_act_on, find_claim_by_number
from training.classes.views.find_class import SeveralFound
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff

FIRST, SECOND = UUID("3f2a91bc-0000-4000-8000-000000000001"), UUID("3f2a91bc-ffff-4000-8000-000000000002")


@pytest.fixture
def waiting(database: Database) -> Database:
    """Two claims of 昆都仑区 whose numbers begin alike; 甲 reviews there, 乙 in 青山区."""
    with database.writing() as session:
        an_approval(session)
        for place, public_id in enumerate((FIRST, SECOND), 1):
            enrolment = a_c1_enrolment(
                session, f"C1-{place}", name=f"学员{place}", phone=f"1380000000{place}"
            )
            a_submitted_claim(session, enrolment).public_id = public_id
        a_reviewer(session, "甲")
        a_reviewer(session, "乙", "青山区")
        somebody(session, "李敏", Role.CITY)
    return database


def found(waiting: Database, said: str, name: str = "甲") -> UUID:
    with waiting.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.name == name)).one()
        return find_claim_by_number(session, staff, ClaimNumber(said)).public_id


@pytest.mark.parametrize(
    ("said", "claim"),
    [("3f2a91bc0", FIRST), ("3f2a91bcffff", SECOND), (FIRST.hex, FIRST), (SECOND.hex, SECOND)],
)
def test_as_many_digits_as_tell_it_apart_are_enough(said, claim, waiting):
    assert found(waiting, said) == claim


@pytest.mark.parametrize(
    ("said", "refusal"), [("3f2a", SeveralFound), ("3f2a91bb", NotFound), ("3f2a91bd", NotFound)]
)
def test_what_fits_several_or_none_is_said(said, refusal, waiting):
    with pytest.raises(refusal):
        found(waiting, said)


def test_what_another_district_has_is_not_found_and_the_city_sees_all(waiting):
    with pytest.raises(NotFound):
        found(waiting, FIRST.hex, "乙")
    assert found(waiting, FIRST.hex, "李敏") == FIRST


def test_what_nobody_has_handed_in_is_not_found(waiting):
    with waiting.writing() as session:
        a_draft(session, a_c1_enrolment(session, "C1-3", name="学员3", phone="13800000003")).public_id = UUID(
            int=1
        )

    with pytest.raises(NotFound):
        found(waiting, "0000")


@pytest.mark.parametrize("acts", [None, 2])
def test_a_number_of_this_moment_or_without_one_acts(acts, waiting):
    with waiting.writing() as session:
        staff = session.scalars(select(Staff).where(Staff.name == "甲")).one()
        assert claim_to_act_on(session, staff, ClaimNumber(FIRST.hex, acts)).public_id == FIRST


@pytest.mark.parametrize("acts", [1, 2, 4])
def test_a_number_of_before_does_nothing_and_the_new_one_is_told(acts, waiting):
    with waiting.writing() as session:
        staff = session.scalars(select(Staff).where(Staff.name == "甲")).one()
        return_claim(session, staff, FIRST, "请补副页。", now=NOW)

        with pytest.raises(ClaimMovedOn, match=r"退回补正.*3f2a91bc-3"):
            claim_to_act_on(session, staff, ClaimNumber(FIRST.hex, acts))
        assert session.scalars(select(C1Claim).where(C1Claim.public_id == FIRST)).one()


@given(st.uuids(), st.integers(4, 32))
def test_a_claims_own_number_lies_between_the_bounds_of_every_beginning(claim, digits):
    number = ClaimNumber(claim.hex[:digits])

    assert number.lowest <= claim <= number.highest


@given(st.uuids(), st.uuids(), st.integers(4, 32))
def test_no_number_that_begins_otherwise_lies_there(claim, other, digits):
    number = ClaimNumber(claim.hex[:digits])

    assert (number.lowest <= other <= number.highest) == other.hex.startswith(number.begins)


def test_what_is_shown_is_eight_digits_and_how_far_it_was_dealt_with():
    assert str(number_of(FIRST, 4)) == "3f2a91bc-4"
