"""R23: the autonomous region's own totals, read without making ten thousand of one."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.errors import UnreadableFile
from training.intake.sheets.templates import write_template
from training.subsidies.sheets.region_totals import read_region_totals

TODAY = date(2026, 7, 1)
HEADER = ["年度", "旗县区", "培训人数", "补贴人数", "补贴金额（元）", "统计截止日期"]
GOOD = ["2026", "昆都仑区", "120", "80", "96,000.50", "2026-06-30"]


def read(tmp_path, *rows: list[object], header: list[str] = HEADER):
    return list(read_region_totals(workbook(tmp_path / "a.xlsx", [header, *rows]), TODAY))


def test_a_line_is_read_whole(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert (row.year, row.district, row.trained, row.subsidised) == (2026, "昆都仑区", 120, 80)
    assert (row.amount_fen, row.as_of, row.findings) == (9_600_050, date(2026, 6, 30), [])


def test_numbers_titles_totals_and_other_headings_are_read_as_offices_write_them(tmp_path):
    title, signed = ["自治区系统统计表", "", "", "", "", ""], ["制表人：张三", "", "", "", "", ""]
    header = ["统计年度", "地区", "参训人数", "拨付人数", "资金总额", "数据截止日期"]
    lines = [[2026.0, "东河区", 1_200, 80.0, 0.1 + 0.2, date(2026, 6, 30)], ["合计", "", 1_200, 80, 0.3, ""]]

    (row,) = list(read_region_totals(workbook(tmp_path / "a.xlsx", [title, header, *lines, signed]), TODAY))

    assert (row.year, row.trained, row.subsidised, row.amount_fen) == (2026, 1_200, 80, 30)
    assert row.is_good


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, "二〇二六", "四位数"),
        (0, "2027", "不晚于 2026"),
        (0, "", "四位数"),
        (2, "", "没有的填 0"),
        (2, "12.5", "整数"),
        (2, "-1", "整数"),
        (3, "八十", "整数"),
        (4, "9.605", "最多写到分"),
        (4, "-5", "应写成元"),
        (4, "", "应写成元"),
        (5, "上月", "不晚于今天"),
        (5, "2026-07-02", "不晚于今天（2026-07-01）"),
        (5, "2025-12-31", "与年度不符"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(tmp_path, place, value, words):
    (row,) = read(tmp_path, [*GOOD[:place], value, *GOOD[place + 1 :]])

    assert not row.is_good
    assert words in row.findings[0].message


@pytest.mark.parametrize("as_of", ["2026-01-01", "2026-07-01"])
def test_the_first_day_of_the_year_and_today_are_days_that_one_may_count_to(tmp_path, as_of):
    (row,) = read(tmp_path, [*GOOD[:5], as_of])

    assert row.is_good


def test_figures_in_ten_thousands_are_refused_whole_wherever_that_is_said(tmp_path):
    in_heading = [*HEADER[:4], "补贴金额（万元）", HEADER[5]]
    with pytest.raises(UnreadableFile, match="换算成元"):
        read(tmp_path, GOOD, header=in_heading)

    above = ["单位：人、万元", "", "", "", "", ""]
    with pytest.raises(UnreadableFile, match="万元"):
        list(read_region_totals(workbook(tmp_path / "b.xlsx", [above, HEADER, GOOD]), TODAY))


def test_a_file_that_lacks_a_column_says_which(tmp_path):
    with pytest.raises(UnreadableFile, match="统计截止日期"):
        list(read_region_totals(text(tmp_path / "a.csv", ",".join(HEADER[:5]), "2026,昆都仑区,1,1,1"), TODAY))


def test_the_untouched_template_brings_nothing(tmp_path):
    write_template("region", tmp_path / "a.xlsx")

    assert list(read_region_totals(tmp_path / "a.xlsx", TODAY)) == []


@given(
    st.lists(
        st.text(max_size=12) | st.integers() | st.floats(allow_nan=False, allow_infinity=False), max_size=6
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_line_is_read_or_refused(tmp_path, cells):
    for row in read(tmp_path, cells):
        assert not row.is_good or (row.amount_fen >= 0 and row.year <= 2026)
