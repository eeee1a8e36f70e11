"""An office verifies a phone, stops reminders and restricts processing on the page of one trainee."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import PHONE, World
from tests.webapp.filling import fill_in, hidden_fields
from training.outbox.views.alerts_for import alerts_for
from training.people.terms import ChoiceSource, VerifiedBy
from training.people.views.reachable import opted_out, verified
from training.people.views.restricted import standing_restriction
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.trainees import Trainee
from training.records.people.reach import PhoneVerification, SmsOptIn, SmsOptOut
from training.staff.views.find_staff import find_staff

TOLD = {"source": "电话", "told_on": "2026-03-02"}
A_DAY = date(2026, 3, 2)
EVERYBODY = (CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, AUDITOR)


@pytest.fixture
def offices(world: World) -> World:
    """王芳 is in a class of 昆都仑区."""
    with world.database.writing() as session:
        register_staff(session)
    return world


def the_trainee(session) -> Trainee:
    return session.scalars(select(Trainee).where(Trainee.phone_index == PHONE)).one()


def page_of(world: World) -> str:
    with world.database.reading() as session:
        return f"/desk/people/{the_trainee(session).public_id}"


def statuses(world: World, path: str) -> list[int]:
    return [staff_client(world, who).get(path).status_code for who in EVERYBODY]


def reach(world: World) -> tuple[bool, bool]:
    """Whether the phone is verified, and whether reminders were stopped."""
    with world.database.reading() as session:
        key = the_trainee(session).id
        return verified(session, key), opted_out(session, key)


def test_the_pages_are_found_by_those_who_may_and_see_the_trainee(offices):
    page = page_of(offices)

    assert statuses(offices, f"{page}/phone") == [200, 200, 404, 200, 404]
    assert statuses(offices, f"{page}/restriction") == [200, 200, 404, 404, 404]


@pytest.mark.parametrize(("who", "how"), [(SCHOOL, VerifiedBy.INSTITUTION), (DISTRICT, VerifiedBy.INSPECTOR)])
def test_a_phone_is_verified_under_the_name_of_whoever_did(offices, who, how):
    client, page = staff_client(offices, who), f"{page_of(offices)}/phone"

    assert fill_in(client, page, f"{page}/verify").status_code == 303
    assert reach(offices) == (True, False)
    with offices.database.reading() as session:
        (row,) = session.scalars(select(PhoneVerification))
        assert (row.verified_by, row.how) == (who, how)
    assert "已核实" in client.get(page).text


def test_reminders_are_stopped_and_resumed(offices):
    client, page = staff_client(offices, SCHOOL), f"{page_of(offices)}/phone"

    fill_in(client, page, f"{page}/opt-out", **TOLD)
    assert reach(offices) == (False, True)
    fill_in(client, page, f"{page}/opt-in", **TOLD)
    assert reach(offices) == (False, False)
    with offices.database.reading() as session:
        (out,) = session.scalars(select(SmsOptOut))
        (back,) = session.scalars(select(SmsOptIn))
        told = [each.text for each in session.scalars(alerts_for(find_staff(session, DISTRICT)))]
    assert [(each.source, each.told_on) for each in (out, back)] == [(ChoiceSource.CALL, A_DAY)] * 2
    assert sum("本人要求停发提醒短信（电话 2026-03-02）" in each for each in told) == 1
    assert sum("本人要求恢复提醒短信（电话 2026-03-02）" in each for each in told) == 1


@pytest.mark.parametrize(
    "wrong", [{"source": ""}, {"source": "梦见"}, {"told_on": "2026-03-04"}, {"told_on": "2025-03-02"}]
)
def test_without_how_and_when_the_person_said_so_nothing_is_stopped(offices, wrong):
    client, page = staff_client(offices, SCHOOL), f"{page_of(offices)}/phone"

    assert fill_in(client, page, f"{page}/opt-out", **TOLD | wrong).status_code == 422
    assert reach(offices) == (False, False)


@pytest.mark.parametrize("act", ["verify", "opt-out", "opt-in"])
def test_what_was_not_seen_is_not_done(offices, act):
    client, page = staff_client(offices, SCHOOL), f"{page_of(offices)}/phone"
    sent = hidden_fields(client, page, f"{page}/verify")
    fill_in(client, page, f"{page}/opt-out", **TOLD)

    assert client.post(f"{page}/{act}", data=sent).status_code == 409
    assert reach(offices) == (False, True)


def test_the_page_of_a_phone_masks_it_and_is_on_record(offices):
    text = staff_client(offices, SCHOOL).get(f"{page_of(offices)}/phone").text

    assert "138****0001" in text
    assert PHONE not in text
    with offices.database.reading() as session:
        assert list_looks(session, Wanted(SCHOOL), 1)[0].what == "手机号和短信退订"


def test_processing_is_restricted_without_a_request_for_a_reason(offices):
    client, page = staff_client(offices, DISTRICT), f"{page_of(offices)}/restriction"

    refused = fill_in(client, page, page, reason=" ")
    assert fill_in(client, page, page, reason="有争议，核实期间不使用").status_code == 303

    assert (refused.status_code, "要写明原因" in refused.text) == (422, True)
    with offices.database.reading() as session:
        standing = standing_restriction(session, the_trainee(session).id)
        assert standing is not None
        assert (standing.reason, standing.begun_by, standing.request_id) == (
            "有争议，核实期间不使用",
            DISTRICT,
            None,
        )
    assert "已经限制处理了" in client.get(page).text
