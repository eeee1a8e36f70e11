"""Two who decide at once: what one of them grants, the other takes into account (R19)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from tests.databases.waiting import second_process
from tests.factories import MONDAY
from tests.training.claims.claiming import (
    NOW,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.rules.c1_claims import GatesNotMet
from training.database import Database
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff

DECIDED = NOW + timedelta(hours=1)


@pytest.fixture
def claims(database: Database) -> tuple[UUID, UUID]:
    """Two claims of one person for the same trade, from two classes; all papers of both have passed."""
    with database.writing() as session:
        an_approval(session)
        first = a_c1_enrolment(session)
        second = a_c1_enrolment(
            session, "C1-2", starts_on=MONDAY + timedelta(days=7), trainee_id=first.trainee_id
        )
        reviewer = a_reviewer(session)
        found = [a_submitted_claim(session, own) for own in (first, second)]
        for claim in found:
            pass_all(session, claim, reviewer)
        return found[0].public_id, found[1].public_id


def test_one_person_is_granted_the_same_trade_once_also_where_two_approve_at_once(database, claims):
    def approve_second() -> None:
        with other.writing() as session:
            approve_claim(session, _reviewer(session), claims[1], seed=b"2" * 32, now=DECIDED)

    with ThreadPoolExecutor(1) as clerk, second_process(database) as (other, stay_until_it_waits):
        with database.writing() as session:
            approve_claim(session, _reviewer(session), claims[0], seed=b"1" * 32, now=DECIDED)
            waiting = clerk.submit(approve_second)
            stay_until_it_waits(waiting)

        with pytest.raises(GatesNotMet, match="不能重复享受"):
            waiting.result()


def _reviewer(session) -> Staff:
    return find_staff(session, "审核员甲")
