"""R26: rosters as schools really hand them in; what was once read wrong without a word."""

from datetime import date

import openpyxl
import pytest
import xlsxwriter

from tests.training.sheets.builders import case, workbook
from training.classes.sheets.roster import RosterRow, read_roster
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.notice.terms import Sex
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading

DAY = date(2026, 3, 1)
ID = "150203197102021019"


def people(path, reading=None) -> list[RosterRow]:
    return list(read_roster(path, DAY, Policy(), reading))


def phones(path, reading=None) -> list[str]:
    return [row.phone for row in people(path, reading)]


def test_two_blocks_of_people_side_by_side_are_refused_by_name():
    with pytest.raises(RivalColumns, match="左右有两组相同的列（B 列“姓名” 和 F 列“姓名”），右边一组不能丢"):
        people(case("roster/r06-two-columns-of-people.xlsx"))


def test_a_sheet_for_each_class_is_refused_with_the_names_of_all():
    with pytest.raises(UnreadableFile, match="3 张工作表都像学员名册：“电工班”、“焊工班”、“育婴班”"):
        people(case("roster/r07-one-sheet-per-class.xlsx"))


def test_the_sheet_that_the_clerk_chose_is_read_and_the_others_are_named():
    reading = Reading(sheet="焊工班")

    assert phones(case("roster/r07-one-sheet-per-class.xlsx"), reading) == [
        f"138047700{n}" for n in range(11, 16)
    ]
    assert reading.unread.sheets == ["电工班", "育婴班"]
    with pytest.raises(UnreadableFile, match="没有工作表“美容班”，现有：电工班、焊工班、育婴班"):
        people(case("roster/r07-one-sheet-per-class.xlsx"), Reading(sheet="美容班"))


def test_the_phone_of_an_emergency_contact_is_never_the_trainees():
    reading = Reading()

    assert phones(case("roster/r08-emergency-phone-first.xlsx"), reading) == [
        f"138047700{n}" for n in (60, 61, 62)
    ]
    assert reading.unread.columns == ["D（联系电话（紧急联系人））"]


def test_nor_where_it_is_the_only_phone(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["姓名", "身份证号", "联系电话（家长）"], ["王芳", ID, "13800000001"]]
    )

    with pytest.raises(UnreadableFile, match="缺少列：联系电话"):
        people(path)


def test_of_a_visible_and_a_hidden_phone_the_one_that_can_be_seen_counts():
    reading = Reading()

    assert phones(case("roster/r09-hidden-old-phone-column.xlsx"), reading) == [
        f"138047700{n}" for n in (64, 65, 66)
    ]
    assert reading.unread.columns == ["D（电话，隐藏）"]


def test_a_person_called_like_a_total_is_a_person_and_what_is_no_row_is_named():
    reading = Reading()

    rows = people(case("roster/r27-names-first-total.xlsx"), reading)

    assert [row.name for row in rows] == ["合计明", "总计雅", "测试甲"]
    assert reading.unread.rows == ["“学员名册”第 4 行“单位:包钢”"]


def test_columns_that_were_not_read_are_named():
    reading = Reading()

    assert len(people(case("roster/r56-withdrawn-in-remark.xlsx"), reading)) == 3
    assert reading.unread.columns == ["G（备注）", "H（退班日期）"]


def test_what_is_no_bank_card_is_not_kept_and_a_wrong_digit_is_told():
    rows = people(case("roster/r26-bank-card.xlsx"))

    assert [row.bank_card for row in rows] == ["6217000000000000003", None, None, None]
    assert all(row.is_good for row in rows)
    told = [each.message for row in rows for each in row.findings if each.column == "社保卡银行卡号"]
    assert ["校验位" in message for message in told] == [True, False, False, False]


def test_a_cell_at_the_end_of_the_world_is_refused_in_words():
    with pytest.raises(UnreadableFile, match="太大，或在很远的单元格里有内容"):
        people(case("roster/r20b-far-cell.xlsx"))


def test_a_web_page_that_is_called_xls_is_read():
    assert phones(case("roster/r18b-html.xls")) == ["13804770001", "13804770002", "13804770003"]


def test_a_heading_over_several_gives_way_to_the_one_below_it():
    reading = Reading()

    assert phones(case("roster/r21-two-header-rows.xlsx"), reading) == [f"1380477000{n}" for n in range(1, 5)]
    assert reading.unread.columns == ["E（家庭电话）", "F（住址）"]


def test_invisible_marks_around_an_id_number_are_no_part_of_it():
    rows = people(case("roster/r14-id-decorations.xlsx"))

    assert [row.row for row in rows if not row.is_good] == [8, 13]
    assert [row.id_number[-4:] for row in rows if row.row in (9, 10, 11, 12)] == [
        "208X",
        "2098",
        "2100",
        "2119",
    ]


@pytest.mark.parametrize("dot", "·•‧∙⋅・･．.")
def test_the_middle_dot_of_a_name_has_one_spelling(tmp_path, dot):
    path = workbook(
        tmp_path / "a.xlsx", [["姓名", "身份证号", "联系电话"], [f"古丽{dot}艾山", ID, "13800000001"]]
    )

    assert [row.name for row in people(path)] == ["古丽·艾山"]


def test_a_cell_that_could_not_be_computed_is_an_error_in_its_column(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["姓名", "身份证号", "联系电话", "人员类别"])
        page.write_row(1, 0, ["王芳", ID, "13800000001"])
        page.write_formula(1, 3, "=1/0", None, "#DIV/0!")

    (row,) = people(path)

    assert [(each.column, each.value) for each in row.findings] == [("人员类别", "#DIV/0!")]
    assert not row.is_good


@pytest.mark.parametrize(
    "number", ["H12345678", "M1234567801", "E12345678", "EA1234567", "12345678", "CHN110105199001"]
)
def test_another_document_is_refused_by_its_kind(tmp_path, number):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "身份证号", "联系电话"], ["王芳", number, "13800000001"]])

    (row,) = people(path)

    assert [each.message[:6] for each in row.findings] == ["像是护照、通"]


DOCUMENTS = ["姓名", "性别", "证件类型", "证件号码", "联系电话"]


def by_document(tmp_path, *row: str) -> RosterRow:
    (read,) = people(workbook(tmp_path / "a.xlsx", [DOCUMENTS, [*row, "13800000001"]]))
    return read


def test_who_has_another_document_is_enrolled_by_it(tmp_path):
    row = by_document(tmp_path, "陈大文", "男", "回乡证", "h12345678")

    assert (row.id_number, row.sex, row.findings) == ("H12345678", Sex.MALE, [])


@pytest.mark.parametrize(
    ("sex", "kind", "number", "column"),
    [("", "护照", "E12345678", "性别"), ("男", "军官证", "E12345678", "证件类型"),
     ("男", "台胞证", "E12345678", "身份证号"), ("男", "居住证", ID, "身份证号")],
)  # fmt: skip
def test_what_is_wrong_with_another_document_is_found_in_its_column(tmp_path, sex, kind, number, column):
    row = by_document(tmp_path, "陈大文", sex, kind, number)

    assert [each.column for each in row.findings] == [column]
    assert not row.is_good


@pytest.mark.parametrize("above", ["家长信息", "紧急联系人", "单位"])
def test_a_phone_under_the_heading_of_somebody_else_is_not_the_trainees(tmp_path, above):
    rows = [
        ["姓名", "身份证号", above, ""],
        ["", "", "姓名", "联系电话"],
        ["王芳", ID, "王父", "13800000001"],
    ]

    with pytest.raises(UnreadableFile, match="缺少列：联系电话"):
        people(workbook(tmp_path / "a.xlsx", rows))


@pytest.mark.parametrize("heading", ["身份证号（户主）", "身份证号（监护人）"])
def test_the_id_number_of_somebody_else_is_not_the_trainees(tmp_path, heading):
    with pytest.raises(UnreadableFile, match="缺少列：身份证号"):
        people(workbook(tmp_path / "a.xlsx", [["姓名", heading, "联系电话"], ["王芳", ID, "13800000001"]]))


def test_an_attendance_number_that_lost_its_digits_is_an_error(tmp_path):
    header = ["姓名", "身份证号", "联系电话", "考勤号"]
    path = workbook(tmp_path / "a.xlsx", [header, ["王芳", ID, "13800000001", 150203199003077723]])

    (row,) = people(path)

    assert [each.column for each in row.findings] == ["考勤号"]


def test_a_formula_whose_result_nobody_kept_is_an_error_and_no_blank(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "联系电话", "考勤号"])
    book.active.append(["王芳", ID, "13800000001", "=A1"])
    book.save(tmp_path / "a.xlsx")

    (row,) = people(tmp_path / "a.xlsx")

    assert [(each.column, each.value) for each in row.findings] == [("考勤号", "（公式没有算出结果）")]
