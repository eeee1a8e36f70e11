"""`chaban ledger show`: the lines of a fund with their balances (R66)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, OTHER_DISTRICT
from tests.training.ledgers.keeping import EMPLOYMENT, keeping
from tests.webapp.commands.conftest import lines, rows

SHOW = ("ledger", "show", "昆都仑区", "就业补助资金", "--year", "2026")


@pytest.fixture
def office(chaban):
    own = keeping(chaban.database)
    own.allot({EMPLOYMENT: 120_050})
    own.reverse(own.pay(50), voucher="冲1")
    return chaban


def test_every_line_stands_with_its_balance(office):
    said = office(*SHOW, "--as", CITY)

    assert [row[5:] for row in rows(said.stdout)] == [
        ["1,200.50", "", "1,200.50", ""],
        ["", "0.50", "1,200.00", "已由 2026-3 冲正"],
        ["0.50", "", "1,200.50", "冲正 2026-2"],
    ]
    assert lines(said.stdout)[-3:] == [
        "共 3 笔。",
        "昆都仑区就业补助资金 2026 年余额 1,200.50 元。",
        "以自治区系统数据为准。",
    ]


def test_an_auditor_is_shown_no_words_and_another_district_nothing(office):
    assert "凭证记错" in office(*SHOW, "--as", CITY).stdout.replace("\n", "")
    assert "凭证记错" not in office(*SHOW, "--as", AUDITOR).stdout
    refused = office(*SHOW, "--as", OTHER_DISTRICT)
    assert (refused.exit_code, "没有找到这本台账" in refused.stderr) == (1, True)
