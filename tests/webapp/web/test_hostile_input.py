"""Whatever stands in a form, an address or a body is refused in words, on either database, and no fault."""

import logging
from io import BytesIO

import pytest

from tests.factories import MONDAY, at
from tests.training.checks.checking import AUDITOR, CITY, enrol, register_staff
from tests.training.claims.claiming import NOW, a_c1_enrolment, a_reviewer, an_approval
from tests.webapp.checks.inspecting import ALL_SAME, a_key, an_inspector, staff_client
from tests.webapp.conftest import World
from tests.webapp.trainees.test_claims import address, staff

MORE_THAN_A_DATABASE_HOLDS = (2**31, 2**63, 10**30)
WITH_A_ZERO = "王\0芳"


@pytest.fixture
def office(apps, kept, tmp_path, caplog):
    """A claimant, a reviewer, and the staff of spot checks; no request may end as a fault in the log."""
    made = apps.world(kept, tmp_path)
    made.now = NOW
    with made.database.writing() as session:
        an_approval(session)
        a_c1_enrolment(session)
        a_reviewer(session)
        register_staff(session)
    with caplog.at_level(logging.ERROR, "chaban.web"):
        yield made
    assert [record.getMessage() for record in caplog.records if record.name == "chaban.web"] == []


def test_a_zero_byte_in_a_form_is_refused_in_words(office: World):
    trainee, clerk = office.signed_in(), staff(office)
    own = address(office)
    trainee.post(own)
    answers = [
        trainee.post(f"{own}/licence/1", data={"client_key": WITH_A_ZERO, "photo": (BytesIO(b"x"), "a.jpg")}),
        trainee.post("/me/problem", data={"about": "其他", "text": WITH_A_ZERO}),
        clerk.post("/desk/claims/counter", data={"said": WITH_A_ZERO}),
        clerk.post("/desk/meetings", data={"number": WITH_A_ZERO}),
        clerk.post("/desk/claims/counter", data={f"said{WITH_A_ZERO}": "王芳"}),
    ]

    assert [answer.status_code for answer in answers] == [400] * 5
    assert "请求有误" in answers[0].get_data(as_text=True)


@pytest.mark.parametrize("path", ["/desk/enter/a%00b", "/t/a%00b", "/sign-in?left=%00", "/%00"])
def test_a_zero_byte_in_an_address_is_refused_in_words(office, path):
    assert office.client().get(path).status_code == 400


@pytest.mark.parametrize("path", ["/iclock/cdata?SN=A%00", "/a%00b/iclock/getrequest?SN=A"])
def test_a_machine_that_sends_a_zero_byte_is_told_so_in_its_protocol(office, path):
    answer = office.client().get(path)

    assert (answer.status_code, answer.data, answer.mimetype) == (400, b"ERROR", "text/plain")


@pytest.mark.parametrize("number", MORE_THAN_A_DATABASE_HOLDS)
def test_a_number_that_no_database_holds_is_no_place_in_the_log_of_openings(office, number):
    auditor = staff_client(office, AUDITOR)

    assert auditor.get(f"/desk/openings?before={number}").status_code == 200


@pytest.mark.parametrize("number", MORE_THAN_A_DATABASE_HOLDS)
def test_a_number_that_no_database_holds_is_no_place_in_a_list_and_no_institution(office, number):
    city = staff_client(office, CITY)

    for path in ("/desk/changes?", "/desk/changes?of=lessons&", "/desk/changes?state=all&"):
        assert city.get(f"{path}before={number}").status_code == 200
    assert city.get(f"/desk/institutions?sort=newest&at=>i:{number}").status_code in (200, 302)
    assert city.get(f"/desk/institutions/{number}").status_code == 404


@pytest.mark.parametrize("number", MORE_THAN_A_DATABASE_HOLDS)
def test_a_number_that_no_database_holds_is_no_position_in_a_check(office, number):
    office.now = at(MONDAY, "10:00")
    with office.database.writing() as session:
        class_id = enrol(session, "BT-C", 6)
    inspector = an_inspector(office, class_id)

    answers = [
        inspector.open(f"/call?position={number}&anyway=yes"),
        inspector.open(f"/people/{number}"),
        inspector.send(f"/calls/{number}", **ALL_SAME),
        inspector.send(f"/people/{number}/correction", **ALL_SAME, note="写错了"),
        inspector.send(f"/people/{number}/resolution", reason="换号", evidence=""),
        inspector.send("/heads", heads=str(number)),
    ]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 404, 404, 422]


@pytest.mark.parametrize("number", MORE_THAN_A_DATABASE_HOLDS)
def test_a_number_that_no_database_holds_is_no_paper_of_a_claim(office, number):
    trainee, own = office.signed_in(), address(office)
    trainee.post(own)

    answer = trainee.post(f"{own}/licence/{number}", data={"client_key": a_key()})

    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("body", ["[" * 60_000, '{"phone":' * 7_000])
def test_json_nested_without_end_is_a_bad_request(office, body):
    answer = office.client().post("/api/v1/login-codes", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
