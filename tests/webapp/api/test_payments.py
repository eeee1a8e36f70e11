"""Programs of staff read what was paid, without anybody's name (R22, R65)."""

import pytest

from tests.training.payments.paid import PAID, WHOLE, a_judged_world, to_applied
from tests.webapp.api.test_staff import program
from training.notice.terms import Role


@pytest.fixture
def paid(bare):
    bare.now = PAID
    office = to_applied(a_judged_world(bare.database))
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    return bare


def test_a_program_reads_every_voucher_with_its_fund_and_sum(paid):
    told = program(paid, Role.CITY).get("/api/v1/payments").json

    assert told["total"] == 1
    (own,) = told["items"]
    assert {name: value for name, value in own.items() if name != "id"} == {
        "district": "昆都仑区",
        "application": "申请 1 号",
        "fund": "就业补助资金",
        "payee": "培训机构",
        "institution": "包头市第一培训学校",
        "people": 2,
        "amount_fen": 240_000,
        "paid_on": "2026-09-23",
        "voucher": "PZ-1",
        "is_reversed": False,
        "is_undone": False,
    }


def test_an_auditor_reads_it_another_district_nothing_of_it_and_a_school_no_page(paid):
    auditor = program(paid, Role.AUDITOR).get("/api/v1/payments")
    other = program(paid, Role.DISTRICT, "青山区").get("/api/v1/payments")

    assert (auditor.json["total"], "王芳" in auditor.get_data(as_text=True)) == (1, False)
    assert other.json == {"total": 0, "items": []}
