"""C1 on the pages of meetings: its claims, what speaks against them, and the trainee's page."""

import re
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.pdfs import a_pdf, a_stream
from tests.training.eligibility.pricing import a_list
from tests.training.payments.claimed import ClaimOffice, a_claimed_world, claim_of
from tests.training.payments.paid import APPLIED, AUDITOR, CITY, DISTRICT, ELSEWHERE, GRANTED, PAID, SECOND
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.desk.payments.test_meetings import boxes, line_of, note, noted, text
from tests.webapp.filling import fill_in
from tests.webapp.trainees.test_claims import a_photo, files
from training.claims.terms import ClaimState
from training.eligibility.terms import ComparedKind, LineState

INDEX = "/desk/meetings"


@pytest.fixture
def office(bare) -> ClaimOffice:
    bare.now = GRANTED
    return a_claimed_world(bare.database)


def claim_page(office: ClaimOffice, name: str) -> str:
    with office.database.reading() as session:
        return f"/desk/claims/{claim_of(session, name).public_id}"


def own_page(office: ClaimOffice, name: str) -> str:
    with office.database.reading() as session:
        return f"/classes/{claim_of(session, name).enrolment.public_id}/claim"


def test_from_the_meeting_to_the_payment_and_what_the_trainee_reads(bare, office):
    clerk, own = staff_client(bare, DISTRICT), own_page(office, "王芳")
    trainee = bare.signed_in()
    shown = text(clerk.get(f"{INDEX}/new"))
    assert "C1补贴，2026-06-01 审核通过" in shown
    page = noted(clerk)
    assert fill_in(clerk, page, f"{page}/publicity", phone="0472-5618000").status_code == 303
    assert "公示到 2026-09-21 结束" in text(trainee.get(own))
    assert "C1补贴：会议 7 号" in text(bare.client().get("/publicity"))
    line = line_of(office, "王芳")
    fill_in(clerk, line, f"{line}/objection", reason="邻居李四反映")
    objected = text(trainee.get(own))
    assert ("旗县区正在核实" in objected, "李四" in objected) == (True, False)
    fill_in(clerk, line, f"{line}/objection/settled", reason="已核实", verdict="refuse")

    bare.now = APPLIED
    clerk = staff_client(bare, DISTRICT)
    assert fill_in(clerk, page, f"{page}/applications", number="申请 1 号").status_code == 303
    bare.now = PAID
    second = staff_client(bare, SECOND)
    (address,) = re.findall(r'action="([^"]+/payments)"', second.get(page).get_data(as_text=True))
    parts = {f"part-{each}": "1,200.00" for each in office.lines().values()}
    said = {"voucher": "PZ-1", "paid_on": "2026-09-23", "amount": "2,400.00"}
    assert fill_in(second, page, address, **said, **parts).status_code == 303

    assert set(office.claims().values()) == {ClaimState.PAID}
    assert "补贴 1,200.00 元已在 2026-09-23 拨付给培训机构" in text(bare.signed_in().get(own))


def test_a_claim_leads_to_its_line_and_has_no_forms_of_money_of_its_own(bare, office):
    clerk = staff_client(bare, DISTRICT)
    noted(clerk)
    page = main_of(clerk.get(claim_page(office, "王芳")).text)

    assert f'href="{line_of(office, "王芳")}"' in page
    forms = re.findall(r'action="([^"]+)"', page)
    assert not [each for each in forms if "payment" in each or "objection" in each]


def test_what_speaks_against_a_claim_is_shown_with_what_to_do_and_cannot_be_ticked(bare, office):
    clerk = staff_client(bare, DISTRICT)
    lay_open = boxes(clerk)
    with office.database.writing() as session:
        number = claim_of(session, "王芳").enrolment.trainee.id_number_index
        a_list(session, ComparedKind.EMPLOYED, {number: (date(2026, 1, 1), None)})

    shown = text(clerk.get(f"{INDEX}/new"))

    assert "审核通过但不能上会的 C1 申领（1 份）" in shown
    assert "王芳 在职参保：2026-01-01 起（市社保中心" in shown
    assert "里撤回" in shown
    assert len(boxes(clerk)) == 1
    answer = note(clerk, lay_open)
    assert (answer.status_code, "不能上会：王芳" in text(answer)) == (409, True)
    assert office.states() == {}


def test_without_a_standard_the_page_says_what_to_write(bare):
    bare.now = GRANTED
    a_claimed_world(bare.database, "王芳", has_standard=False)

    shown = text(staff_client(bare, DISTRICT).get(f"{INDEX}/new"))

    assert "补贴标准里没有“C1" in shown
    assert "请先在工作台“补贴标准”里写入新一版" in shown


def test_whoever_was_reviewed_anew_since_the_list_was_shown_is_not_granted_by_it(bare, office):
    clerk = staff_client(bare, DISTRICT)
    lay_open = boxes(clerk)
    office.send_back("王芳")
    office.approve("王芳")
    office.looked_at("王芳")

    answer = note(clerk, lay_open, held_on="2026-09-15")

    assert (answer.status_code, "有 1 人状态变了" in text(answer)) == (409, True)
    assert office.states() == {}
    assert note(clerk, boxes(clerk), held_on="2026-09-15").status_code == 303


def test_who_was_approved_after_the_meeting_is_named_and_what_was_typed_stays(bare, office):
    clerk = staff_client(bare, DISTRICT)
    before = files(bare)

    answer = note(clerk, boxes(clerk), held_on="2026-05-31", number="7号")

    assert answer.status_code == 409
    assert (
        "2026-05-31 开会时还没有核定或审核通过：王芳（2026-06-01 通过）、李丽（2026-06-01 通过）。"
        in text(answer)
    )
    assert 'value="7号"' in answer.get_data(as_text=True)
    assert files(bare) == before


def test_who_waits_for_a_second_look_is_counted_and_not_shown(bare, office):
    with office.database.writing() as session:
        claim_of(session, "王芳").look_is_due = True

    shown = text(staff_client(bare, DISTRICT).get(f"{INDEX}/new"))

    assert ("另有 1 份 C1 申领被抽中复查" in shown, "王芳" in shown) == (True, False)


def test_upheld_an_objection_brings_the_claim_back_to_its_reviewers(bare, office):
    clerk = staff_client(bare, DISTRICT)
    page = noted(clerk)
    fill_in(clerk, page, f"{page}/publicity", phone="0472-5618000")
    line = line_of(office, "王芳")
    fill_in(clerk, line, f"{line}/objection", reason="不是本人")

    fill_in(clerk, line, f"{line}/objection/settled", reason="查实", verdict="approve")

    assert (office.claims()["王芳"], office.states()["王芳"]) == (ClaimState.WAITING, LineState.LAPSED)
    assert "待审" in text(clerk.get(claim_page(office, "王芳")))
    assert "查实" not in text(bare.signed_in().get(own_page(office, "王芳")))


def test_the_city_and_auditors_read_and_others_find_nothing(bare, office):
    page = noted(staff_client(bare, DISTRICT))
    line = line_of(office, "王芳")

    assert [staff_client(bare, CITY).get(each).status_code for each in (page, line)] == [200, 200]
    masked = text(staff_client(bare, AUDITOR).get(page))
    assert "王芳" not in masked
    elsewhere = staff_client(bare, ELSEWHERE)
    assert [elsewhere.get(each).status_code for each in (page, line)] == [404, 404]
    assert boxes(elsewhere) == []


def test_a_meeting_may_come_with_large_minutes_and_more_ticks_than_it_takes(bare, office):
    clerk = staff_client(bare, DISTRICT)
    large = a_pdf(more=[a_stream(b"x" * 10_000_000)])

    answer = note(clerk, [f"{uuid4()}~1" for _ in range(3_000)], minutes=large)

    assert (answer.status_code, "一次会议最多 500 人的名单" in text(answer)) == (422, True)
    too_large = note(clerk, boxes(clerk), minutes=b"x" * (13 * 2**20))
    assert (too_large.status_code, "（13.0 MB），不能作会议纪要" in text(too_large)) == (422, True)
    assert note(clerk, boxes(clerk), minutes=b"x" * (26 * 2**20)).status_code == 413
    assert note(clerk, boxes(clerk), minutes=large).status_code == 303


def test_whatever_comes_as_minutes_is_never_a_fault_and_nothing_stays_half(bare, office):
    clerk = staff_client(bare, DISTRICT)
    heads = some.sampled_from([b"", b"%PDF-1.4\n", a_photo()[:200], b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])

    @given(head=heads, body=some.binary(max_size=300), number=some.text(max_size=80))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(head, body, number):
        before = len(files(bare))
        answer = note(clerk, boxes(clerk), minutes=head + body, number=number)
        refusals = (400,) if "\0" in number else (303, 404, 409, 422)
        assert answer.status_code in refusals
        assert len(files(bare)) == before + (answer.status_code == 303)

    holds()
