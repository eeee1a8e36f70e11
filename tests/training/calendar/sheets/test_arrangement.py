"""放假安排 as a table: every wrong cell is named with what to do."""

import pytest

from tests.training.calendar.arranging import invented_days, write_arrangement
from training.calendar.sheets.arrangement import read_arrangement
from training.errors import UnreadableFile
from training.intake.sheets.templates import write_template


def test_days_and_spans_are_read_with_their_rows(tmp_path):
    found = read_arrangement(write_arrangement(tmp_path / "放假.csv"), None)

    assert (found.year, found.findings) == (2027, [])
    assert {(each.day, each.is_working, each.name) for each in found.days} == {
        (each.day, each.is_working, each.name) for each in invented_days()
    }
    assert found.days[0].row == found.days[3].row == 2


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("二月三十日,放假,春节", "日期", "不是日期"),
        ("2027-05-05至2027-05-01,放假,劳动节", "日期", "不是日期"),
        ("2027-05-06,休息,劳动节", "安排", "应为“放假”或“上班”"),
        ("2027-05-06,放假,", "节日", "请写明"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_its_column_and_what_to_do(line, column, words, tmp_path):
    found = read_arrangement(write_arrangement(tmp_path / "放假.csv", line), None)

    (finding,) = found.findings
    assert (finding.row, finding.column) == (14, column)
    assert words in finding.message


def test_an_untouched_template_holds_no_day(tmp_path):
    write_template("calendar", tmp_path / "空白.xlsx")

    with pytest.raises(UnreadableFile, match="没有读到放假安排"):
        read_arrangement(tmp_path / "空白.xlsx", None)


def test_the_year_that_is_said_stands_beside_the_days(tmp_path):
    found = read_arrangement(write_arrangement(tmp_path / "放假.csv"), 2028)

    assert found.year == 2028
