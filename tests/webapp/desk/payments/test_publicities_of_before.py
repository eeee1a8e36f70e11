"""C1 publicities from before the common chain: read as they were, and carried over once."""

from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from tests.training.payments.acts.test_carry_over_publicity import applied_by
from tests.training.payments.acts.test_override_line import had_before, one_a_year
from tests.training.payments.claimed import ClaimOffice, a_claimed_world
from tests.training.payments.paid import AUDITOR, CITY, DISTRICT, ELSEWHERE, PAID, SECOND
from tests.training.subsidies.before import NUMBER, a_publicity_of_before, in_order
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.desk.payments.test_meetings import text
from tests.webapp.filling import fill_in
from training.claims.terms import ClaimState
from training.eligibility.terms import LineState
from training.notice.terms import ClassKind
from training.records.exchange.former import FormerCertificate

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


def test_what_speaks_against_somebody_is_overridden_on_the_page_by_two(bare, office, page):
    one_a_year(office.database, "李丽")
    had_before(office.database, "李丽")
    clerk, other = staff_client(bare, DISTRICT), staff_client(bare, SECOND)
    meeting = fill_in(clerk, page, page, **SAID).headers["Location"]
    line = f"/desk/meetings/lines/{office.lines()['李丽']}"
    assert "李丽的核定或申领已经不成立，不能拨付；在名单里打开那个人看怎么办" in text(other.get(meeting))
    shown = text(clerk.get(line))
    assert "年度次数已满：2026 年已享受补贴 1 次，每人每年最多 1 次。" in shown
    assert "重新核定" not in shown

    assert fill_in(clerk, line, f"{line}/overridden", reason="").status_code == 422
    assert fill_in(clerk, line, f"{line}/overridden", reason="会议已审定").status_code == 303

    assert "这次另定是您签的" in text(clerk.get(line))
    assert "补贴另定" in text(other.get("/desk/work"))
    stale = other.post(f"{line}/overridden/second", data={"verdict": "approve", "seen": "1-0"})
    assert stale.status_code == 409
    answer = fill_in(other, line, f"{line}/overridden/second", note="", verdict="approve")
    assert answer.status_code == 303
    assert "已由两人另定为可补贴" in text(clerk.get(line))
    auditor = staff_client(bare, AUDITOR)
    assert "会议已审定" not in text(auditor.get(line))
    assert auditor.post(f"{line}/overridden", data={"reason": "x"}).status_code == 404
    assert "不能拨付" not in text(other.get(meeting))


def test_what_is_mended_and_not_overridden_is_offered_to_nobody(bare, office, page):
    had_before(office.database, "王芳", trade=ClassKind.C1.value)
    clerk = staff_client(bare, DISTRICT)
    fill_in(clerk, page, page, **SAID)
    line = f"/desk/meetings/lines/{office.lines()['王芳']}"

    shown = text(clerk.get(line))
    with office.database.writing() as session:
        session.execute(update(FormerCertificate).values(paid_fen=0))
    mended = text(clerk.get(line))

    assert ("同工种未满期" in shown, "不能另定" in shown, "等另一位同事签字" in shown) == (True, True, False)
    assert ("现在不影响" in mended, "等另一位同事签字" in mended) == (True, False)


def test_who_applied_before_reads_that_a_colleague_pays(bare, office, page):
    applied_by(office.database, "李丽", SECOND)
    meeting = fill_in(staff_client(bare, DISTRICT), page, page, **SAID).headers["Location"]

    shown = text(staff_client(bare, SECOND).get(meeting))

    assert "这份申请里有转入以前由您申请的人，拨付要由另一位同事登记" in shown
    assert "登记已拨付" not in shown
