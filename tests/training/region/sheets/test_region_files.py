"""R30: their files by the column codes of their own system, told from ours by their number of a class."""

from pathlib import Path

from tests.factories import an_id_number
from tests.training.sheets.builders import workbook
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.region.sheets.region_classes import REGION_CLASSES, read_region_classes
from training.region.sheets.region_people import REGION_PEOPLE, read_region_people
from training.region.terms import Field
from training.sheets.books import open_sheets

CLASSES = ["acf003", "acf015", "aab004", "aca112", "bac015", "开班日期", "结业日期", "课时", "人数"]
PEOPLE = ["acf003", "aac003", "aac002", "bcc006", "bcc012", "bcc013", "acc011", "adc451"]


def test_a_class_is_read_by_the_codes_of_the_national_dictionary(tmp_path: Path):
    row = ["nm 1", "电工1班", "一校", "电工", "五级", "2026/3/2", "2026年3月6日", 3.5, 30]

    path = workbook(tmp_path / "a.xlsx", [CLASSES, row])
    (line,) = read_region_classes(path)

    assert recognise(path, open_sheets(path)) == (FileKind.REGION_CLASSES,)
    assert (line.number, line.findings) == ("NM1", [])
    assert line.values == {
        Field.CLASS_NAME: "电工1班",
        Field.INSTITUTION: "一校",
        Field.TRADE: "电工",
        Field.LEVEL: "五级",
        Field.STARTS: "2026-03-02",
        Field.ENDS: "2026-03-06",
        Field.HOURS: "3.5",
        Field.PEOPLE: "30",
    }


def test_a_person_is_read_with_a_small_x_and_a_sum(tmp_path: Path):
    number = next(each for place in range(1, 99) if (each := an_id_number(place)).endswith("X"))
    row = ["NM1", "张 三", number.lower(), "失业", "c-1", "", "1", "1,200"]

    path = workbook(tmp_path / "a.xlsx", [PEOPLE, row])
    (line,) = read_region_people(path)

    assert recognise(path, open_sheets(path)) == (FileKind.REGION_PEOPLE,)
    assert (line.id_number, line.values[Field.SUBSIDY], line.values[Field.ISSUED]) == (number, "1,200.00", "")
    assert line.is_good


def test_what_is_no_number_day_or_sum_is_an_error_of_its_row(tmp_path: Path):
    wrong = ["", "张三", "150203", "", "", "昨天", "1", "1200.001"]

    (line,) = read_region_people(workbook(tmp_path / "a.xlsx", [PEOPLE, wrong]))

    assert {each.column for each in line.findings} == {"自治区班级编号", "身份证号", "发证日期", "补贴金额"}
    assert not line.is_good


def test_a_cell_that_no_row_could_hold_is_an_error_of_its_row_in_every_column(tmp_path: Path):
    for table, read in ((REGION_CLASSES, read_region_classes), (REGION_PEOPLE, read_region_people)):
        titles = [each.title for each in table.columns]

        (line,) = read(workbook(tmp_path / "a.xlsx", [titles, ["长" * 256] * len(titles)]))

        assert {each.column for each in line.findings} == set(titles)


def test_marks_that_nobody_sees_do_not_make_a_name_longer(tmp_path: Path):
    row = ["NM1", "张\u200b" * 2 + "\u200b" * 300, an_id_number(1), "", "", "", "", ""]

    (line,) = read_region_people(workbook(tmp_path / "a.xlsx", [PEOPLE, row]))

    assert (line.values[Field.NAME], line.is_good) == ("张张", True)


def test_the_templates_hold_nobody(tmp_path: Path):
    for kind, read in (("region-classes", read_region_classes), ("region-people", read_region_people)):
        write_template(kind, tmp_path / f"{kind}.xlsx")

        assert list(read(tmp_path / f"{kind}.xlsx")) == []
