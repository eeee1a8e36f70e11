"""C1 publicities from before the common chain: read as they were, and carried over once."""

from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook

from tests.training.payments.claimed import ClaimOffice, a_claimed_world
from tests.training.payments.paid import AUDITOR, CITY, DISTRICT, ELSEWHERE, PAID
from tests.training.subsidies.before import NUMBER, a_publicity_of_before, in_order
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.desk.payments.test_meetings import text
from tests.webapp.filling import fill_in
from training.claims.terms import ClaimState
from training.eligibility.terms import LineState

INDEX = "/desk/claims/publicity"
SAID = {"number": NUMBER, "fund": "失业保险基金", "phone": "0472-5618000", "application": "申请 9 号"}


@pytest.fixture
def office(bare) -> ClaimOffice:
    bare.now = PAID
    return a_claimed_world(bare.database, "王芳", "李丽", "赵敏")


@pytest.fixture
def page(office: ClaimOffice) -> str:
    """One shown, one applied for, one paid."""
    with office.database.writing() as session:
        states = (ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID)
        own: UUID = a_publicity_of_before(
            session, dict(zip(in_order(session), states, strict=True))
        ).public_id
    return f"{INDEX}/{own}"


def test_it_is_carried_over_from_its_page_with_the_fund_that_was_never_kept(bare, office, page):
    clerk = staff_client(bare, DISTRICT)
    assert "以前的 C1 公示 有 1 次没有办完" in text(clerk.get("/desk/meetings"))
    shown = text(clerk.get(page))
    assert "待转入" in shown
    assert "未注明，请选择" in shown
    unsaid = fill_in(clerk, page, page, **(SAID | {"fund": ""}))
    assert (unsaid.status_code, "请选择是哪一种资金" in text(unsaid)) == (422, True)
    assert office.states() == {}

    answer = fill_in(clerk, page, page, **SAID)

    assert answer.status_code == 303
    assert office.states() == {"王芳": LineState.PUBLIC, "李丽": LineState.APPLIED}
    assert "申请 9 号" in text(clerk.get(answer.headers["Location"]))
    after = text(clerk.get(page))
    assert "已转入" in after
    assert "赵敏" in after
    assert "没有办完" not in text(clerk.get("/desk/meetings"))


def test_a_page_that_lay_open_carries_nothing_over(bare, office, page):
    clerk = staff_client(bare, DISTRICT)
    with office.database.writing() as session:
        in_order(session)[0].has_objection = True

    stale = clerk.post(page, data=SAID | {"seen": "0" * 16, "form_key": "lay open"})

    assert (stale.status_code, office.states()) == (409, {})


def test_the_addresses_of_before_lead_on(bare, office, page):
    clerk = staff_client(bare, DISTRICT)

    led = clerk.get(f"{INDEX}/new")

    assert (led.status_code, led.headers["Location"]) == (301, "/desk/meetings/new")
    assert NUMBER in text(clerk.get(INDEX))


def test_everybody_reads_what_is_theirs_and_nobody_else_carries_over(bare, office, page):
    for who in (CITY, AUDITOR):
        client = staff_client(bare, who)
        assert [client.get(each).status_code for each in (INDEX, page, f"{page}/notice")] == [200] * 3
        assert client.post(page, data=SAID).status_code == 404
    assert "王芳" not in text(staff_client(bare, AUDITOR).get(page))
    elsewhere = staff_client(bare, ELSEWHERE)
    assert [elsewhere.get(each).status_code for each in (page, f"{page}/notice")] == [404, 404]
    assert elsewhere.post(page, data=SAID).status_code == 404


def test_the_list_shows_no_full_number(bare, office, page):
    with office.database.reading() as session:
        secrets = [
            number
            for claim in in_order(session)
            for number in (claim.enrolment.trainee.id_number, claim.enrolment.trainee.phone)
        ]
    clerk = staff_client(bare, DISTRICT)

    rows = list(
        load_workbook(BytesIO(clerk.get(f"{page}/notice.xlsx").data)).active.iter_rows(values_only=True)
    )

    assert [row[1] for row in rows[1:4]] == ["王芳", "李丽", "赵敏"]
    assert not any(secret in str(cell) for row in rows for cell in row for secret in secrets)
    for path in ("", "/notice"):
        assert not any(secret in clerk.get(page + path).get_data(as_text=True) for secret in secrets)


def test_what_there_never_was_is_not_found(bare, office):
    clerk = staff_client(bare, DISTRICT)

    for path in ("", "/notice", "/minutes", "/notice.xlsx"):
        assert clerk.get(f"{INDEX}/{UUID(int=7)}{path}").status_code == 404
