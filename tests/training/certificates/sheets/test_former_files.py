"""R08: old ledgers are told from every other table and read cell by cell."""

from datetime import date
from pathlib import Path

from tests.factories import an_id_number
from tests.training.sheets.builders import workbook
from training.certificates.sheets.former_rows import read_former
from training.certificates.sheets.series_rows import read_series
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.sheets.books import open_sheets

HEAD = [
    "证书编号",
    "姓名",
    "身份证号",
    "工种",
    "等级",
    "培训机构",
    "发证日期",
    "班号",
    "拨付金额",
    "拨付日期",
]
SERIES = ["编号区划", "证书类别", "编号年度", "最后流水号"]


def test_a_line_of_an_old_ledger_is_read_with_day_and_sum(tmp_path: Path):
    row = [
        "包培字1号",
        "王芳",
        an_id_number(2),
        "电工",
        "五级",
        "老技校",
        "2019年6月28日",
        "",
        "1,200",
        "2019/8/15",
    ]

    path = workbook(tmp_path / "a.xlsx", [HEAD, row])
    (own,) = read_former(path)

    assert recognise(path, open_sheets(path)) == (FileKind.FORMER,)
    assert own.findings == []
    assert (own.number, own.name, own.trade, own.class_number) == ("包培字1号", "王芳", "电工", "")
    assert (own.issued_on, own.paid_fen, own.paid_on) == (date(2019, 6, 28), 120000, date(2019, 8, 15))


def test_what_is_no_number_day_or_sum_is_an_error_of_its_row(tmp_path: Path):
    wrong = ["—", "王芳", "150203", "", "", "", "昨天", "", "", "2019-08-15"]

    (own,) = read_former(workbook(tmp_path / "a.xlsx", [HEAD, wrong]))

    assert {each.column for each in own.findings} == {
        *("证书编号", "身份证号", "培训工种", "发证日期", "拨付金额"),
    }
    assert not own.is_good


def test_a_series_is_read_with_or_without_a_kind_and_refused_where_it_is_none(tmp_path: Path):
    rows = [["150200", "P", "2026", "356"], ["150200", "", 2025, 0], ["15-02", "Q", "26", "1000000"]]

    path = workbook(tmp_path / "a.xlsx", [SERIES, *rows])
    first, second, wrong = read_series(path)

    assert recognise(path, open_sheets(path)) == (FileKind.SERIES,)
    assert [(each.scope, each.year, each.last) for each in (first, second)] == [
        ("150200P", 2026, 356),
        ("150200", 2025, 0),
    ]
    assert {each.column for each in wrong.findings} == {"编号区划", "证书类别", "编号年度", "最后流水号"}


def test_the_templates_hold_nothing_and_are_told_by_themselves(tmp_path: Path):
    for name, read in (("former-certificates", read_former), ("certificate-series", read_series)):
        write_template(name, tmp_path / f"{name}.xlsx")
        assert list(read(tmp_path / f"{name}.xlsx")) == []
