"""A roster of 100,000 lines in 2,500 classes: import with all checks ÷ reading the sheet."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.city import City, found_city
from benchmarks.measuring import Measured, measure
from benchmarks.names import SIZE_OF_CLASS, attendance_number, class_number, id_number, phone
from benchmarks.results import Result
from training.classes.acts.import_roster import import_roster
from training.classes.sheets.roster import read_roster
from training.notice.policy import Policy
from training.sheets.hand_in import HandedFile

CLASSES = 2_500
TITLES = (
    *("序号", "班号", "姓名", "性别", "身份证号", "联系电话", "考勤号", "人员类别", "文化程度"),
    *("社保卡银行卡号", "户籍地址", "现住地址", "民族", "紧急联系人", "备注"),
)


def run(folder: Path, today: date) -> list[Result]:
    small, large = (_measure(folder / str(classes), classes, today) for classes in (CLASSES // 5, CLASSES))
    (bare, ours), (bare_of_fifth, ours_of_fifth) = large, small
    return [
        Result(
            f"roster, {CLASSES * SIZE_OF_CLASS:,} lines in {CLASSES:,} classes: import ÷ bare read",
            f"{ours.seconds:.1f} s",
            f"{bare.seconds:.1f} s",
            f"{ours.seconds / bare.seconds:.2f}",
            "≤ 3",
        ),
        Result(
            "… its memory",
            f"{ours.peak_mib:.0f} MiB",
            f"{bare.peak_mib:.0f} MiB",
            f"{ours.peak_mib / bare.peak_mib:.2f}",
        ),
        Result(
            "… the same with a fifth of the lines",
            f"{ours_of_fifth.peak_mib:.0f} MiB",
            f"{bare_of_fifth.peak_mib:.0f} MiB",
            f"{ours_of_fifth.peak_mib / bare_of_fifth.peak_mib:.2f}",
        ),
    ]


def _measure(folder: Path, classes: int, today: date) -> tuple[Measured, Measured]:
    city = City(folder, classes, 0, today)
    measure(_prepare, city)
    return measure(_read, city), measure(_import, city)


def _workbook(city: City) -> Path:
    return city.folder / "名册.xlsx"


def _prepare(city: City) -> None:
    found_city(city, enrolled=False)
    with xlsxwriter.Workbook(_workbook(city), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("学员名册")
        sheet.write_row(0, 0, TITLES)
        for place in range(city.classes * SIZE_OF_CLASS):
            sheet.write_row(place + 1, 0, _line(place))


def _line(place: int) -> tuple[str, ...]:
    class_id, seat, trainee = place // SIZE_OF_CLASS + 1, place % SIZE_OF_CLASS + 1, place + 1
    number = id_number(trainee)
    sex = "男" if int(number[16]) % 2 else "女"
    return (
        *(str(trainee), class_number(class_id), "王小芳", sex, number, phone(trainee)),
        *(attendance_number(class_id, seat), "失业人员", "高中", f"62284800{trainee:011}"),
        *("内蒙古自治区包头市昆都仑区", f"钢铁大街{trainee}号", "汉族", "王建国", ""),
    )


def _read(city: City) -> int:
    rows = CalamineWorkbook.from_path(_workbook(city)).get_sheet_by_index(0).to_python()
    return sum(len(row) for row in rows)


def _import(city: City) -> None:
    database = city.open()
    with database.writing() as session:
        rows = read_roster(_workbook(city), city.today, Policy())
        # Before its classes begin: afterwards nobody is enrolled but asked for.
        before = datetime.combine(city.starts_on - timedelta(days=1), time(9), UTC)
        report = import_roster(session, rows, HandedFile("名册.xlsx", "1" * 64, "benchmark", before))
    database.close()
    assert report.stored == city.classes * SIZE_OF_CLASS, report
