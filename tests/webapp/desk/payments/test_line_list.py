"""「按规定及时拨付相关培训机构」: a school reads on /desk/payments how far its people's money is (R22)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import an_institution
from tests.training.payments.paid import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    PAID,
    SCHOOL,
    WHOLE,
    Office,
    Priced,
    a_judged_world,
    to_applied,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.desk.payments.test_meetings import text
from training.notice.terms import Role
from training.records.subsidies.lines import SubsidyJudgement
from training.staff.acts.add_staff import add_staff

PAGE = "/desk/payments"


@pytest.fixture
def office(bare) -> Office:
    """王芳 is paid and a part of it demanded back, 李丽 applied for, 张强 judged and not yet signed twice."""
    bare.now = PAID
    own = a_judged_world(
        bare.database, ("BT-1", ("王芳", "李丽"), Priced()), ("BT-2", ("张强",), Priced(90_000))
    )
    to_applied(own, "王芳", "李丽")
    own.pay({"王芳": WHOLE})
    own.demand("王芳", 5_000)
    with bare.database.writing() as session:
        last = session.scalars(select(SubsidyJudgement).order_by(SubsidyJudgement.id.desc())).first()
        last.in_force_at = None
    return own


def rows(client, address: str = "/desk/payments/list.xlsx") -> list[tuple[str, ...]]:
    sheet = load_workbook(BytesIO(client.get(address).data)).active
    found = [tuple(str(cell.value or "") for cell in row) for row in sheet.iter_rows()]
    return [row for row in found if row[2] in ("BT-1", "BT-2")]


def test_a_school_reads_amount_day_voucher_and_what_is_demanded_back(bare, office):
    shown = text(staff_client(bare, SCHOOL).get(PAGE))

    assert "王芳" in shown
    assert "已拨付" in shown
    assert "1,200.00" in shown
    assert "2026-09-23" in shown
    assert "PZ-1" in shown
    assert "50.00" in shown
    assert "以自治区系统数据为准" in shown
    assert "张强" not in shown


def test_the_file_has_every_column_of_the_same_people(bare, office):
    own = rows(staff_client(bare, SCHOOL))

    assert [row[0] for row in own] == ["李丽", "王芳"]
    paid = own[1]
    assert paid[4:7] == ("已拨付", "1,200.00", "就业补助资金")
    assert paid[7:13] == ("培训机构", "1,200.00", "2026-09-23", "PZ-1", "50.00", "0.00")


def test_offices_read_all_of_theirs_auditors_no_name_and_another_district_nothing(bare, office):
    assert [row[0] for row in rows(staff_client(bare, DISTRICT))] == ["张强", "李丽", "王芳"]
    assert [row[0] for row in rows(staff_client(bare, AUDITOR))] == ["张*", "李*", "王*"]
    assert rows(staff_client(bare, ELSEWHERE)) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=paid", ["王芳"]),
        ("q=bt-2", ["张强"]),
        ("q=李丽", ["李丽"]),
        ("q=BT-1 王芳", ["王芳"]),
        ("state=x", ["张强", "李丽", "王芳"]),
    ],
)
def test_it_is_narrowed_by_state_class_and_name(bare, office, asked, found):
    own = [row[0] for row in rows(staff_client(bare, CITY), f"{PAGE}/list.xlsx?{asked}")]

    assert own == found


def test_an_auditor_finds_nobody_by_name(bare, office):
    assert rows(staff_client(bare, AUDITOR), f"{PAGE}/list.xlsx?q=王芳") == []


def test_another_school_finds_none_of_it(bare, office):
    with bare.database.writing() as session:
        school = an_institution(session, "别的学校")
        add_staff(session, "孙老师", Role.INSTITUTION, None, school, now=PAID)

    assert rows(staff_client(bare, "孙老师")) == []
