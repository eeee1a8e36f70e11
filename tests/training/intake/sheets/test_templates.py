"""Templates are the readers' own tables, ready to be filled in without a slip."""

from datetime import date

import openpyxl
import pytest

from training.attendance.sheets.punches import read_punches
from training.classes.sheets.filing import open_filing
from training.classes.sheets.roster import read_roster
from training.classes.sheets.timetable import read_timetable
from training.intake.sheets.templates import KINDS, write_template
from training.notice.policy import Policy
from training.notice.terms import Document

DAY = date(2026, 3, 2)


def test_an_untouched_template_reads_back_as_empty(tmp_path):
    for kind in KINDS:
        write_template(kind, tmp_path / f"{kind}.xlsx")

    filing = open_filing(tmp_path / "filing.xlsx", DAY, Policy())
    assert [list(part) for part in (filing.classes, filing.roster, filing.timetable)] == [[], [], []]
    assert list(read_roster(tmp_path / "roster.xlsx", DAY, Policy())) == []
    assert list(read_timetable(tmp_path / "timetable.xlsx")) == []
    assert list(read_punches(tmp_path / "punches.xlsx")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_text_so_that_no_digit_is_rounded_and_no_date_guessed(tmp_path, kind):
    write_template(kind, tmp_path / "a.xlsx")

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    for sheet in book.worksheets[:-1]:
        formats = {number: "" for number in range(1, sheet.max_column)}
        for column in sheet.column_dimensions.values():
            formats |= {number: column.number_format for number in range(column.min, column.max + 1)}
        assert set(formats.values()) == {"@"}
        assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_the_choices_are_offered_below_their_headings(tmp_path):
    write_template("filing", tmp_path / "a.xlsx")

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert offered(book["学员名册"]) == {"性别": '"男,女"', "证件类型": f'"{",".join(Document)}"'}
    assert offered(book["课程表"]) == {"半天*": '"上午,下午"', "内容*": '"理论,实操"', "方式*": '"线上,线下"'}
    assert offered(book["班级信息"]) == {
        "培训类型*": '"订单,定向,项目制,创业,C1,普通"',
        "就业重点群体": '"是,否"',
    }


def offered(sheet) -> dict[str, str]:
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert all(rule.type == "list" and place.endswith("2001") for place, rule in rules.items())
    return {sheet[place.split(":")[0][:-1] + "1"].value: rule.formula1 for place, rule in rules.items()}


def test_the_required_columns_carry_a_star_and_an_example_stands_below(tmp_path):
    write_template("roster", tmp_path / "a.xlsx")

    header, example = openpyxl.load_workbook(tmp_path / "a.xlsx")["学员名册"].iter_rows(values_only=True)

    assert [title for title in header if title and title.endswith("*")] == ["姓名*", "身份证号*", "联系电话*"]
    filled = dict(zip(header, example, strict=True))
    assert (filled["姓名*"], filled["身份证号*"]) == ("示例学员", "150203199003077723")
    assert "示例" in filled[None]


def test_the_example_is_without_a_fault_but_its_id_number_can_belong_to_nobody(tmp_path):
    write_template("filing", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["班级信息"]["A2"], book["学员名册"]["B2"] = "BT-1", "王芳"
    for cell in book["课程表"][2]:
        cell.value = "李建国" if cell.value == "示例教师" else cell.value
    book.save(tmp_path / "a.xlsx")

    filing = open_filing(tmp_path / "a.xlsx", DAY, Policy())

    rows = [*filing.classes, *filing.roster, *filing.timetable]
    (fault,) = [finding for row in rows for finding in row.findings]
    assert (len(rows), fault.column) == (3, "身份证号")
    assert "校验位不对" in fault.message


def test_a_template_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_template("roster", tmp_path / "nowhere" / "a.xlsx")


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_explained(tmp_path, kind):
    write_template(kind, tmp_path / "a.xlsx")

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    explained = {(row[0].value, row[1].value) for row in book["填写说明"].iter_rows(min_row=2)}
    for sheet in book.worksheets[:-1]:
        headings = [str(cell.value).rstrip("*") for cell in sheet[1] if cell.value]
        assert {(sheet.title, heading) for heading in headings} <= explained


def test_a_template_filled_in_excel_is_read(tmp_path):
    write_template("roster", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    headings = {str(cell.value).rstrip("*"): cell.column for cell in book["学员名册"][1] if cell.value}
    for title, value in (("姓名", "王芳"), ("身份证号", "11010519491231002X"), ("联系电话", "13800000001")):
        book["学员名册"].cell(3, headings[title], value)
    book.save(tmp_path / "a.xlsx")

    assert [row.name for row in read_roster(tmp_path / "a.xlsx", DAY, Policy())] == ["王芳"]
