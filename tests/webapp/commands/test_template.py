"""`chaban template`: empty workbooks to fill in."""

import openpyxl
import pytest

from tests.webapp.commands.conftest import lines

SHEETS = {
    "filing": ["班级信息", "学员名册", "课程表"],
    "roster": ["学员名册"],
    "timetable": ["课程表"],
    "punches": ["打卡记录"],
}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_template_has_its_tables_and_their_explanation(kind, chaban):
    said = chaban("template", kind, "空白.xlsx")

    assert said.exit_code == 0
    assert said.stdout == "模板已写到 空白.xlsx，列的说明在“填写说明”表。\n"
    assert openpyxl.load_workbook(chaban.folder / "空白.xlsx").sheetnames == [*SHEETS[kind], "填写说明"]


@pytest.mark.parametrize("kind", ["roster", "timetable", "punches"])
def test_a_template_that_nobody_filled_in_imports_nothing(kind, bt_1):
    bt_1("template", kind, "空白.xlsx")

    said = bt_1("import", kind, "空白.xlsx", "--class", "BT-1")

    assert said.exit_code == 0
    assert "没有读到数据：请把数据填在表头下面" in said.stdout
    assert "读取 0 行 = 新增 0，已有 0，隔离 0，拒绝 0" in said.stdout


def test_a_standing_file_is_not_overwritten_unless_asked_for(chaban):
    standing = chaban.folder / "名册.xlsx"
    standing.write_bytes(b"a month of work")

    said = chaban("template", "roster", standing)

    assert said.exit_code == 1
    assert said.stderr == f"{standing} 已存在；要覆盖请加 --force。\n"
    assert standing.read_bytes() == b"a month of work"
    assert chaban("template", "roster", standing, "--force").exit_code == 0
    assert openpyxl.load_workbook(standing).sheetnames == ["学员名册", "填写说明"]


def test_a_place_that_cannot_be_written_is_one_line(chaban):
    (chaban.folder / "挡路").write_text("a file where a folder should be")

    said = chaban("template", "roster", "挡路/名册.xlsx")

    assert said.exit_code == 1
    assert len(lines(said.stderr)) == 1
    assert said.stderr.startswith("写不了 挡路/名册.xlsx：")


def test_another_ending_than_xlsx_is_refused(chaban):
    said = chaban("template", "roster", "名册.xls")

    assert said.exit_code == 2
    assert "请用 .xlsx 结尾的文件名" in said.stderr
    assert not (chaban.folder / "名册.xls").exists()


def test_a_kind_that_does_not_exist_names_those_that_do(chaban):
    said = chaban("template", "nonsense", "空白.xlsx")

    assert said.exit_code == 2
    for kind in SHEETS:
        assert kind in said.stderr
