"""Files of a made-up class, as an institution would hand them over: filing, punches, watch records."""

import random
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from training.classes.sheets.class_columns import CLASS_SHEET
from webapp.demo.sample_class import ALL, Person, SampleClass, chance_of
from webapp.demo.sample_people import people_of

CLASS_FIELDS = (
    *("class_number", "name", "institution", "district", "trade", "level", "kind", "is_key_group"),
    *("prescribed", "starts_on", "ends_on", "instructor"),
    *("morning_starts", "morning_ends", "afternoon_starts", "afternoon_ends", "attendance_device"),
)


def write_sample_files(folder: Path, now: datetime) -> list[Path]:
    """Those of the three sample classes until `now` (aware, Asia/Shanghai)."""
    paths = []
    for sample in ALL:
        chance = chance_of(sample.number)
        paths += write_class_files(folder, sample, people_of(sample, chance), now, chance)
    return paths


def write_class_files(
    folder: Path, sample: SampleClass, people: list[Person], now: datetime, chance: random.Random
) -> list[Path]:
    """The filing, and punches and watch records until `now`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [
        _write_filing(folder / f"{sample.number}_备案.xlsx", sample, people, now),
        _write_punches(folder / f"{sample.device}_attlog.dat", sample, now, chance),
    ]
    if sample.online_days:
        paths.append(_write_watching(folder / f"{sample.number}_直播.csv", sample, people, now, chance))
    return paths


def write_filing(folder: Path, sample: SampleClass, now: datetime) -> Path:
    """The filing of one class alone."""
    folder.mkdir(parents=True, exist_ok=True)
    people = people_of(sample, chance_of(sample.number))
    return _write_filing(folder / f"{sample.number}_备案.xlsx", sample, people, now)


def class_number_of(path: Path) -> str:
    """The class that a sample file belongs to, by the beginning of its name."""
    return next(each.number for each in ALL if path.name.startswith((each.number, each.device)))


def _write_filing(path: Path, sample: SampleClass, people: list[Person], now: datetime) -> Path:
    days = sample.days(now.date())
    with xlsxwriter.Workbook(str(path)) as book:
        # Else the workbook tells when it was written, and the same file twice is not the same.
        book.set_properties({"created": now})
        _write_rows(book, "班级信息", [_class_titles(), _class_line(sample, days)])
        titles = ["序号", "姓名", "性别", "身份证号", "联系电话", "人员类别", "考勤号"]
        lines = [
            [str(place), each.name, _sex(each), each.id_number, each.phone, each.category, each.number]
            for place, each in enumerate(people, 1)
        ]
        heading = [[f"{sample.name}学员名册"], titles]
        _write_rows(book, "学员名册", [*heading, *lines, ["合计", f"{len(people)} 人"]])
        _write_rows(
            book, "课程表", [["日期", "半天", "内容", "方式", "课时", "教师"], *_lessons(sample, days)]
        )
    return path


def _class_titles() -> list[str]:
    """The template's own headings, for the columns that these classes fill."""
    return [CLASS_SHEET.title_of(field) for field in CLASS_FIELDS]


def _class_line(sample: SampleClass, days: list[date]) -> list[str]:
    level = sample.name[sample.name.index("（") + 1 : sample.name.index("）")]
    hours = str(4 * len(sample.half_days) * len(days))
    dates = [days[0].isoformat(), days[-1].isoformat()]
    place = [sample.institution, sample.district, sample.trade, level, sample.kind, "是", hours, *dates]
    return [sample.number, sample.name, *place, sample.instructor, *sample.times, sample.device]


def _lessons(sample: SampleClass, days: list[date]) -> list[list[str]]:
    lines = []
    for place, day in enumerate(days):
        afternoon = ["理论", "线上"] if place in sample.online_days else ["实操", "线下"]
        taught = {"上午": ["理论", "线下"], "下午": afternoon}
        lines += [[day.isoformat(), each, *taught[each], "4", sample.instructor] for each in sample.half_days]
    return lines


def _sex(person: Person) -> str:
    return "男" if int(person.id_number[16]) % 2 else "女"


def _write_rows(book: xlsxwriter.Workbook, title: str, rows: list[list[str]]) -> None:
    sheet = book.add_worksheet(title)
    text = book.add_format({"num_format": "@"})
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write_string(place, column, value, text)
    sheet.set_column(0, 20, 16)


def _write_punches(path: Path, sample: SampleClass, now: datetime, chance: random.Random) -> Path:
    punches = []
    for place, day in enumerate(sample.days(now.date())):
        for number in range(1, sample.size + 1):
            for minute in _times(place, number, sample, chance):
                at = datetime.combine(day, time(minute // 60, minute % 60, chance.randrange(60)))
                punches.append((at, number))
    until = now.replace(tzinfo=None)
    lines = [
        f"{number:>9}\t{at:%Y-%m-%d %H:%M:%S}\t{sample.device}\t0\t15\t0"
        for at, number in sorted(punches)
        if at <= until
    ]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="ascii")
    return path


def _times(place: int, number: int, sample: SampleClass, chance: random.Random) -> list[int]:
    """Minutes past midnight. Most come and go in time; some are late, forget a punch or stay away."""
    begins, ends, again, over = map(_minutes, sample.times)
    early, late = begins - 30 + chance.randrange(5, 29), ends - 30 + chance.randrange(31, 50)
    after, leave = again - 60 + chance.randrange(40, 59), over + chance.randrange(1, 25)
    halves = {"上午": [early, late], "下午": [] if place in sample.online_days else [after, leave]}
    day = [minute for half in sample.half_days for minute in halves[half]]
    if number == sample.hardly_comes and place % 4:
        return []
    if chance.random() < 0.04:
        return []
    if chance.random() < 0.06:
        day[0] = (begins if day[0] == early else again) + 30 + chance.randrange(5, 40)
    if chance.random() < 0.07:
        day.pop(chance.randrange(len(day)))
    return day


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _write_watching(
    path: Path, sample: SampleClass, people: list[Person], now: datetime, chance: random.Random
) -> Path:
    lines = ["姓名,手机号,进入时间,离开时间,观看时长"]
    until = now.replace(tzinfo=None)
    for place in sample.online_days:
        day = sample.days(now.date())[place]
        for person in people:
            enters = datetime.combine(day, time(13, chance.randrange(45, 59)))
            leaves = datetime.combine(day, time(16, chance.randrange(20, 59)))
            if leaves <= until:
                minutes = int((leaves - enters).total_seconds() // 60)
                lines.append(f"{person.name},{person.phone},{enters},{leaves},{minutes}分钟")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path
