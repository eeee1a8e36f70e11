"""R03: the workbook of a plan, read as districts write it."""

import pytest

from tests.training.sheets.builders import workbook
from training.errors import UnreadableFile
from training.intake.sheets.templates import write_template
from training.notice.terms import Fund
from training.plans.rules.quarters import Quarter
from training.plans.sheets.plan_sheet import read_plans

HEADER = [
    *("年度*", "季度", "所属旗县区", "工种", "等级", "类型", "新职业", "重点产业"),
    *("计划班数", "计划人数", "每班课时", "资金来源", "金额(元)"),
]
GOOD = ["2026年", "第4季度", "青山区", "电工", "", "普通", "", "", 2, 60.0, 80.5, "专账资金", 0.1 + 0.2]


def read(tmp_path, *rows: list[object], header: list[str] = HEADER):
    return list(read_plans(workbook(tmp_path / "a.xlsx", [header, *rows])))


def test_a_line_is_read_whole(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert (row.district, row.quarter, row.findings) == ("青山区", Quarter(2026, 4), [])
    assert (row.item.people, row.item.halves, row.item.fund, row.item.amount_fen) == (
        60,
        161,
        Fund.SPECIAL,
        30,
    )


@pytest.mark.parametrize(
    ("place", "value", "column"), [(1, "5", "季度"), (8, 0, "班数"), (12, "3.6万", "金额")]
)
def test_what_cannot_be_planned_is_told_with_row_column_and_value(tmp_path, place, value, column):
    bad = [*GOOD[:place], value, *GOOD[place + 1 :]]

    _, row = read(tmp_path, GOOD, bad)

    assert [(each.row, each.column) for each in row.findings] == [(3, column)]
    assert str(value) in row.findings[0].value


def test_a_sum_in_ten_thousands_is_not_read_at_all(tmp_path):
    with pytest.raises(UnreadableFile, match="一万倍"):
        read(tmp_path, GOOD, header=[*HEADER[:-1], "金额（万元）"])


def test_the_example_of_the_template_is_no_item(tmp_path):
    write_template("plans", tmp_path / "a.xlsx")

    assert list(read_plans(tmp_path / "a.xlsx")) == []
