"""Programs of staff read everybody's subsidy as far as its holder sees it (R19, R22)."""

import pytest
from sqlalchemy import select

from tests.training.payments.paid import PAID, WHOLE, Priced, a_judged_world, to_applied
from tests.webapp.api.test_staff import program
from training.eligibility.terms import LineState
from training.notice.terms import Role
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine

PAGE = "/api/v1/subsidy-lines"


@pytest.fixture
def paid(bare):
    """王芳 is paid, and a part of it demanded back; 李丽 is applied for; 张强 waits for a meeting."""
    bare.now = PAID
    office = a_judged_world(
        bare.database, ("BT-1", ("王芳", "李丽"), Priced()), ("BT-2", ("张强",), Priced(90_000))
    )
    to_applied(office, "王芳", "李丽")
    office.pay({"王芳": WHOLE})
    office.demand("王芳", 5_000)
    return bare


def names(answer) -> list[str]:
    return [each["name"] for each in answer.json["items"]]


def test_a_program_reads_how_far_everybody_is_and_what_was_paid(paid):
    told = program(paid, Role.CITY).get(PAGE).json

    assert (told["total"], [each["name"] for each in told["items"]]) == (3, ["张强", "李丽", "王芳"])
    waits, applied, own = told["items"]
    assert (waits["state"], waits["granted_fen"], waits["standard_fen"]) == ("可补贴", None, 90_000)
    assert (applied["state"], applied["paid"]) == ("已申请", None)
    assert {name: value for name, value in own.items() if name not in ("id", "enrolment")} == {
        "name": "王芳",
        "class_number": "BT-1",
        "institution": "包头市第一培训学校",
        "district": "昆都仑区",
        "scheme": "培训补贴",
        "state": "已拨付",
        "exclusions": [],
        "standard_fen": WHOLE,
        "granted_fen": WHOLE,
        "fund": "就业补助资金",
        "payee": "培训机构",
        "paid": {
            "amount_fen": WHOLE,
            "paid_on": "2026-09-23",
            "voucher": "PZ-1",
            "demanded_fen": 5_000,
            "returned_fen": 0,
        },
    }


def test_it_is_narrowed_by_state_and_class_and_comes_in_pages(paid):
    city = program(paid, Role.CITY)

    assert names(city.get(f"{PAGE}?state=已拨付")) == ["王芳"]
    assert names(city.get(f"{PAGE}?class_number=BT-2")) == ["张强"]
    assert names(city.get(f"{PAGE}?page_size=2&page=2")) == ["王芳"]
    assert city.get(f"{PAGE}?state=没有").status_code == 422


def test_an_auditor_reads_no_name_another_district_nobody(paid):
    assert names(program(paid, Role.AUDITOR).get(PAGE)) == ["张*", "李*", "王*"]
    assert program(paid, Role.DISTRICT, "青山区").get(PAGE).json == {"total": 0, "items": []}


def test_what_waits_for_a_second_signature_and_what_lapsed_is_for_the_offices(paid):
    with paid.database.writing() as session:
        for own in session.scalars(select(SubsidyLine).where(SubsidyLine.state == LineState.ELIGIBLE)):
            session.get_one(SubsidyJudgement, own.judgement_id).in_force_at = None
        applied = session.scalars(select(SubsidyLine).where(SubsidyLine.state == LineState.APPLIED)).one()
        applied.state = LineState.LAPSED
    city, school = program(paid, Role.CITY), program(paid, Role.INSTITUTION, "包头市第一培训学校")

    assert names(city.get(PAGE)) == ["张强", "王芳"]
    assert names(city.get(f"{PAGE}?state=已失效")) == ["李丽"]
    assert names(school.get(PAGE)) == ["王芳"]
    assert names(school.get(f"{PAGE}?state=已失效")) == []
    assert school.get(PAGE).json["items"][0]["exclusions"] is None
