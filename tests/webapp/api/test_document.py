"""The served OpenAPI document: complete, true, and readable as a page."""

from datetime import timedelta

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.factories import at
from tests.webapp.conftest import PHONE, TUESDAY
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.issue_token import issue_token

CHECKS: list[CheckFunction] = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
STAFF_TOKEN = "a-staff-token"
OF_STAFF = (
    *("/api/v1/classes", "/api/v1/filings", "/api/v1/claims", "/api/v1/region", "/api/v1/talent"),
    *("/api/v1/subsidy-standards", "/api/v1/compared-lists"),
    *("/api/v1/vouchers", "/api/v1/subsidy-lines"),
)
METHODS = {"get", "post", "put", "patch", "delete"}
ADDRESSES = [
    ("POST", "/api/v1/login-codes"),
    ("POST", "/api/v1/sign-ins"),
    ("DELETE", "/api/v1/sign-ins/current"),
    ("GET", "/api/v1/me/progress"),
    ("GET", "/api/v1/me/classes/{enrolment}/days"),
    ("GET", "/api/v1/classes"),
    ("GET", "/api/v1/plans"),
    ("GET", "/api/v1/subsidy-lines"),
    ("GET", "/api/v1/payments"),
    ("GET", "/api/v1/filings"),
    ("GET", "/api/v1/outcomes"),
    ("GET", "/api/v1/classes/{public_id}/enrolments"),
    ("GET", "/api/v1/classes/{public_id}/certificates"),
    ("GET", "/api/v1/classes/{public_id}/hours"),
    ("GET", "/api/v1/classes/{public_id}/documents"),
    ("GET", "/api/v1/classes/{public_id}/result"),
    ("GET", "/api/v1/classes/{public_id}/qualified"),
    ("GET", "/api/v1/classes/{public_id}/teachers"),
    ("GET", "/api/v1/classes/{public_id}/follow-ups"),
    ("GET", "/api/v1/me/classes/{enrolment}/claim"),
    ("GET", "/api/v1/vouchers"),
    ("GET", "/api/v1/claims"),
    ("GET", "/api/v1/claims/{claim}"),
    ("GET", "/api/v1/region/differences"),
    ("GET", "/api/v1/talent/batches"),
    ("GET", "/api/v1/ledgers"),
    ("GET", "/api/v1/ledgers/entries"),
    ("GET", "/api/v1/subsidy-standards"),
    ("GET", "/api/v1/subsidy-standards/{set_id}"),
    ("GET", "/api/v1/compared-lists"),
]


@pytest.fixture
def served(world):
    """The document of an app in which a city's program has a token."""
    with world.database.writing() as session:
        staff = add_staff(session, "市级", Role.CITY, None, None, now=world.now)
        issue_token(session, staff, timedelta(days=1), token=STAFF_TOKEN, now=world.now)
    world.token()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", world.app)


def tokens(path: str) -> list[str]:
    """None, a wrong one, and the right one of the two kinds."""
    right = STAFF_TOKEN if path.startswith(OF_STAFF) else f"token-of-{PHONE}"
    return ["", "Bearer wrong", f"Bearer {right}"]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_every_answer_is_one_the_document_describes(served, method, path):
    @given(case=served[path][method].as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case):
        for token in tokens(path):
            headers = {"Authorization": token, "Accept-Encoding": "identity"}
            case.call_and_validate(headers=headers, checks=CHECKS)

    holds()


def test_every_address_of_the_api_is_in_the_document(world):
    document = world.client().get("/api/v1/openapi.json").json
    described = {
        (method.upper(), path)
        for path, ways in document["paths"].items()
        for method in ways
        if method in METHODS
    }

    assert described == set(ADDRESSES)


def test_every_refusal_is_described_as_problem_details(world):
    document = world.client().get("/api/v1/openapi.json").json
    shared = document["components"]["responses"]
    refusals = {
        (path, method, status): shared[said["$ref"].rpartition("/")[2]] if "$ref" in said else said
        for path, ways in document["paths"].items()
        for method in METHODS & ways.keys()
        for status, said in ways[method]["responses"].items()
        if status.startswith(("4", "5"))
    }

    assert {status for _, _, status in refusals} >= {"401", "404", "409", "422", "429"}
    assert [
        key for key, said in refusals.items() if list(said["content"]) != ["application/problem+json"]
    ] == []


@pytest.mark.parametrize("query", ["?state=%00", "?after=x&state=no"])
def test_a_parameter_that_is_none_is_answered_as_it_is_described(served, world, query):
    answer = world.client().get(f"/api/v1/claims{query}", headers={"Authorization": f"Bearer {STAFF_TOKEN}"})

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["errors"]


@pytest.mark.parametrize("body", [{}, {"phone": 1}, {"phone": "13800000001", "more": 1}])
def test_a_body_with_wrong_fields_is_a_problem_that_names_them(world, body):
    answer = world.client().post("/api/v1/login-codes", json=body)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["errors"]["json"]


def test_the_page_of_documentation_names_every_address(world):
    document = world.client().get("/api/v1/openapi.json").json
    page = world.client().get("/api/v1/").get_data(as_text=True)

    assert [path for path in document["paths"] if path not in page] == []


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/classes/not-a-uuid/hours"])
def test_an_address_that_is_not_there_is_a_problem_too(world, path):
    answer = world.client().get(path)

    assert (answer.status_code, answer.mimetype, answer.json["status"]) == (
        404,
        "application/problem+json",
        404,
    )
    assert answer.json["detail"] == "没有这个地址。"


def test_a_way_that_is_not_served_names_those_that_are(world):
    answer = world.client().post("/api/v1/me/progress")

    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]
    assert answer.json["detail"] == "这个地址不接受这种方法，可用的见 Allow。"


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused_without_a_fault(world, body):
    answer = world.client().post("/api/v1/login-codes", data=body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"


def test_a_fault_tells_its_number_and_nothing_else(world, monkeypatch):
    monkeypatch.setattr("webapp.api.trainees.enrolments_of", lambda *_: 1 / 0)
    world.now = at(TUESDAY, "10:00")
    answer = world.client().get("/api/v1/me/progress", headers={"Authorization": f"Bearer {world.token()}"})

    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["fault"]
    assert "division" not in answer.get_data(as_text=True)
