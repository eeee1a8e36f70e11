"""`chaban voucher`: the same acts as the desk's (R10)."""

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from tests.factories import an_id_number
from tests.training.checks.checking import AUDITOR, CITY, OTHER_DISTRICT, register_staff
from tests.webapp.commands.conftest import lines
from training.records.vouchers.vouchers import Voucher
from training.vouchers.sheets.voucher_sheet import VOUCHERS

UNTIL = "2099-12-31"
WHO = {"姓名": "赵六", "身份证号": an_id_number(901), "联系电话": "13900000009"}
GOOD = {"发放批次": "春季", **WHO, "旗县区": "昆都仑区", "资金来源": "就业补助资金"}
DAYS = {"有效期起": "2026-01-01", "有效期止": UNTIL}


@pytest.fixture
def office(chaban):
    with chaban.database.writing() as session:
        register_staff(session)
    return chaban


def a_file(folder, **said: str):
    book, line = Workbook(), {**GOOD, **DAYS, **said}
    sheet = book.active
    sheet.title = "培训券发放"
    sheet.append([each.title for each in VOUCHERS.columns])
    sheet.append([line.get(each.title, "") for each in VOUCHERS.columns])
    book.save(folder / "券.xlsx")
    return folder / "券.xlsx"


def issued_number(office) -> str:
    with office.database.reading() as session:
        return session.scalars(select(Voucher.number)).one()


def test_what_is_in_the_file_is_issued_and_shown_by_its_number(office, tmp_path):
    issued = office("voucher", "issue", a_file(tmp_path), "--as", CITY)
    assert (issued.exit_code, "新增 1" in issued.stdout, "1 张" in issued.stdout) == (0, True, True)
    again = office("voucher", "issue", a_file(tmp_path), "--as", CITY)
    assert "导入过" in again.stdout or "每人每年最多" in again.stdout + again.stderr

    number = issued_number(office)
    shown = office("voucher", "show", number, "--as", CITY)

    assert lines(shown.stdout)[0] == f"{number} 已发放"
    assert "赵六" not in shown.stdout
    assert office("voucher", "show", number, "--as", AUDITOR).exit_code == 0
    hidden = office("voucher", "show", number, "--as", OTHER_DISTRICT)
    assert (hidden.exit_code, "没有找到" in hidden.stderr) == (1, True)


def test_a_wrong_line_issues_nothing_and_is_marked(office, tmp_path):
    refused = office("voucher", "issue", a_file(tmp_path, 旗县区="昆区"), "--as", CITY)

    assert (refused.exit_code, "没有写入" in refused.stdout) == (1, True)
    assert "voucher" not in office.counts()


def test_only_the_city_issues(office, tmp_path):
    refused = office("voucher", "issue", a_file(tmp_path), "--as", OTHER_DISTRICT)

    assert (refused.exit_code, "没有找到" in refused.stderr) == (1, True)
