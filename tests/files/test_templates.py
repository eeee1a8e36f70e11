"""Templates are the readers' own tables; a refused file comes back marked where it is wrong."""

from datetime import date

import openpyxl
import pytest

from tests.files.builders import workbook
from training.files.filing import open_filing
from training.files.marked_copy import write_marked_copy
from training.files.punches import read_punches
from training.files.roster import read_roster
from training.files.templates import KINDS, write_template
from training.files.timetable import read_timetable
from training.rules.policy import Policy

DAY = date(2026, 3, 2)


def test_an_untouched_template_reads_back_as_empty(tmp_path):
    for kind in KINDS:
        write_template(kind, tmp_path / f"{kind}.xlsx")

    filing = open_filing(tmp_path / "filing.xlsx", DAY, Policy())
    assert [list(part) for part in (filing.classes, filing.roster, filing.timetable)] == [[], [], []]
    assert list(read_roster(tmp_path / "roster.xlsx", DAY, Policy())) == []
    assert list(read_timetable(tmp_path / "timetable.xlsx")) == []
    assert list(read_punches(tmp_path / "punches.xlsx")) == []


def test_long_numbers_are_typed_into_text_columns_and_choices_are_offered(tmp_path):
    write_template("roster", tmp_path / "roster.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "roster.xlsx")["学员名册"]

    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    for title in ("身份证号*", "联系电话*", "社保卡银行卡号"):
        assert (
            sheet.column_dimensions[headings[title]].number_format == "@"
            or sheet[f"{headings[title]}2"].number_format == "@"
        )
    assert any('"男,女"' in rule.formula1 for rule in sheet.data_validations.dataValidation)


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


def test_the_marked_copy_shows_and_explains_the_wrong_cells(tmp_path):
    source = workbook(
        tmp_path / "a.xlsx",
        [["学员名册"], ["姓名", "身份证号", "联系电话"], ["王芳", "11010519491231002X", "12345"]],
        titles=["名册"],
    )
    findings = [finding for row in read_roster(source, DAY, Policy()) for finding in row.findings]

    write_marked_copy(source, findings, tmp_path / "marked.xlsx")

    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    wrong, right = book["名册"]["C3"], book["名册"]["A3"]
    assert wrong.value == "12345"
    assert wrong.fill.fgColor.rgb == "FFFF9999"
    assert "11 位手机号" in wrong.comment.text
    assert right.comment is None
    assert [cell.value for cell in book["问题清单"][3]][1:5] == ["名册", "3", "联系电话", "12345"]


def test_a_formula_in_a_refused_file_comes_back_as_text(tmp_path):
    source = workbook(tmp_path / "a.xlsx", [["姓名", "身份证号", "联系电话"], ["=1+1", "x", "12345"]])
    findings = [finding for row in read_roster(source, DAY, Policy()) for finding in row.findings]

    write_marked_copy(source, findings, tmp_path / "marked.xlsx")

    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["Sheet1"]["A2"].data_type == "s"
