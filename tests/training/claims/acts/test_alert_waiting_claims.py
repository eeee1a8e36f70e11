"""R19, R09: claims that nobody decides about are told every working day until somebody does."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.claims.claiming import (
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from training.claims.acts.alert_waiting_claims import alert_waiting_claims
from training.claims.acts.approve_claim import approve_claim
from training.database import Database
from training.notice.terms import Role
from training.outbox.views.alerts_for import alerts_for
from training.records.claims.claims import C1Claim
from training.records.outbox.alerts import Alert

# The claims of these tests come on a Monday, so that five working days are over on the Monday after.
FIFTH, SIXTH, SATURDAY = date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 13)


@pytest.fixture
def waiting(database: Database) -> Database:
    """Two claims wait in 昆都仑区 and one in 青山区."""
    with database.writing() as session:
        an_approval(session)
        for place, district in enumerate(("昆都仑区", "昆都仑区", "青山区"), 1):
            enrolment = a_c1_enrolment(
                session, f"C1-{place}", name=f"学员{place}", phone=f"1380000000{place}", district=district
            )
            a_submitted_claim(session, enrolment)
    return database


def told(database: Database, day: date) -> list[str]:
    """What is told anew that morning."""
    with database.writing() as session:
        before = set(session.scalars(select(Alert.id)))
        alert_waiting_claims(session, now=at(day, "08:05"))
        return [
            each.text for each in session.scalars(select(Alert).order_by(Alert.id)) if each.id not in before
        ]


@pytest.mark.parametrize(("day", "alerts"), [(FIFTH, 0), (SIXTH, 2), (SATURDAY, 0)])
def test_after_five_working_days_each_district_is_told_on_working_days(day, alerts, waiting):
    assert len(told(waiting, day)) == alerts


def test_it_is_told_how_many_how_long_and_what_to_do_once_a_day(waiting):
    first, _ = told(waiting, SIXTH)

    assert first == ("昆都仑区有 C1 申领待审超过 5 个工作日 2 份，最久 7 天，学员在等，请发“待审”办理。")
    assert told(waiting, SIXTH) == []
    assert len(told(waiting, SIXTH + timedelta(days=1))) == 2


def test_a_district_hears_of_its_own_and_the_city_of_all(waiting):
    told(waiting, SIXTH)

    with waiting.writing() as session:
        own, city = a_reviewer(session, district="青山区"), somebody(session, "李敏", Role.CITY)
        assert [each.text[:3] for each in session.scalars(alerts_for(own))] == ["青山区"]
        assert len(session.scalars(alerts_for(city)).all()) == 2


def test_what_is_decided_is_told_no_more_but_a_second_look_that_nobody_takes(waiting):
    with waiting.writing() as session:
        reviewer = a_reviewer(session, district="青山区")
        claim = session.scalars(select(C1Claim).order_by(C1Claim.id.desc())).first()
        rules = claim.enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 100}
        decided = at(date(2026, 6, 2), "10:00")
        pass_all(session, claim, reviewer, decided)
        approve_claim(session, reviewer, claim.public_id, seed=bytes(32), now=decided)

    assert [each[:4] for each in told(waiting, SIXTH)] == ["昆都仑区"]
    of_district, of_city = told(waiting, SIXTH + timedelta(days=1))
    assert "昆都仑区有 C1 申领待审" in of_district
    assert of_city.startswith("抽中的 C1 申领待复查超过 5 个工作日 1 份，最久 7 天")
