"""Files of the sample classes, as an institution would hand them over. Everybody in them is invented."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter
from stdnum.cn import ric

from training.classes.sheets.class_columns import CLASS_SHEET

DAYS_BEFORE, DAYS_AFTER = 8, 7
SHARES_A_PHONE = 7
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = (
    "芳 伟 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建华 "
    "玉梅 志强 晓东 海燕 雪梅 国庆"
)
INSTITUTION = "包头市鹿城职业培训学校"
DRIVING_SCHOOL = "包头市平安驾驶员培训学校"
CATEGORIES = ("失业人员", "农村转移就业劳动者", "高校毕业生", "企业职工")


@dataclass(frozen=True)
class SampleClass:
    """A class that began some days ago and goes on for some more, so that today is a training day."""

    number: str
    name: str
    trade: str
    district: str
    instructor: str
    size: int
    first_phone: int
    device: str
    """机器号 of its machine."""
    class_room: str
    online_days: tuple[int, ...] = ()
    """Which days, counted from 0, have online theory in the afternoon."""
    institution: str = INSTITUTION
    kind: str = "普通"
    span: tuple[int, int] = (-DAYS_BEFORE, DAYS_AFTER)
    """The first day and the day after the last, counted from today."""
    times: tuple[str, str, str, str] = ("08:30", "11:30", "14:00", "17:00")
    half_days: tuple[str, ...] = ("上午", "下午")

    @property
    def serial(self) -> str:
        """Of its machine."""
        return f"CJDE2026{self.device}"

    def days(self, today: date) -> list[date]:
        return [today + timedelta(days=offset) for offset in range(*self.span)]


CLASS_FIELDS = (
    *("class_number", "name", "institution", "district", "trade", "level", "kind", "is_key_group"),
    *("prescribed", "starts_on", "ends_on", "instructor"),
    *("morning_starts", "morning_ends", "afternoon_starts", "afternoon_ends", "attendance_device"),
)
SAMPLES = (
    SampleClass(
        "BT2026-DG-003",
        "电工（五级）3班",
        "电工",
        "昆都仑区",
        "李建国",
        30,
        13800000001,
        "6012",
        "电工实训室",
    ),
    SampleClass(
        "BT2026-YY-007",
        "育婴员（四级）7班",
        "育婴员",
        "青山区",
        "赵玉兰",
        12,
        13800000101,
        "6013",
        "育婴实训室",
        (1, 4, 9, 11),
    ),
)
# Ended a month ago, so that its trainees have qualified and may claim the C1 subsidy.
DRIVERS = SampleClass(
    number="BT2026-C1-005",
    name="小型汽车驾驶员（C1）5班",
    trade="小型汽车驾驶员",
    district="昆都仑区",
    instructor="马建国",
    size=10,
    first_phone=13800000201,
    device="6015",
    class_room="驾培教室",
    institution=DRIVING_SCHOOL,
    kind="C1",
    span=(-45, -33),
)
ALL = (*SAMPLES, DRIVERS)


def write_sample_files(folder: Path, now: datetime) -> list[Path]:
    """Write filings, and punches and watch records until `now` (aware, Asia/Shanghai)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sample in ALL:
        chance = _chance_of(sample)
        people = [_person(sample, place, chance) for place in range(sample.size)]
        paths.append(_write_filing(folder / f"{sample.number}_备案.xlsx", sample, people, now.date()))
        paths.append(_write_punches(folder / f"{sample.device}_attlog.dat", sample, now, chance))
        if sample.online_days:
            paths.append(_write_watching(folder / f"{sample.number}_直播.csv", sample, people, now, chance))
    return paths


def write_filing(folder: Path, sample: SampleClass, today: date) -> Path:
    """The filing of one class alone."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = _chance_of(sample)
    people = [_person(sample, place, chance) for place in range(sample.size)]
    return _write_filing(folder / f"{sample.number}_备案.xlsx", sample, people, today)


def class_number_of(path: Path) -> str:
    """The class that a sample file belongs to, by the beginning of its name."""
    return next(each.number for each in ALL if path.name.startswith((each.number, each.device)))


@dataclass(frozen=True)
class _Person:
    name: str
    id_number: str
    phone: str
    number: str
    category: str


def _chance_of(sample: SampleClass) -> random.Random:
    """The same people whenever they are invented."""
    return random.Random(sample.number)  # noqa: S311  (invented people, not secrets)


def _person(sample: SampleClass, place: int, chance: random.Random) -> _Person:
    given = GIVEN.split()
    born = date(1968, 1, 1) + timedelta(days=chance.randrange(35 * 365))
    body = f"150203{born:%Y%m%d}{chance.randrange(1000):03d}"
    return _Person(
        name=SURNAMES[(place * 7 + sample.size) % len(SURNAMES)] + given[(place * 11) % len(given)],
        id_number=body + ric.calc_check_digit(body + "0"),
        # The eighth has no phone of her own and shares that of the seventh, as families do.
        phone=str(sample.first_phone + (place - 1 if place == SHARES_A_PHONE else place)),
        number=str(place + 1),
        category=CATEGORIES[place % len(CATEGORIES)],
    )


def _write_filing(path: Path, sample: SampleClass, people: list[_Person], today: date) -> Path:
    days = sample.days(today)
    with xlsxwriter.Workbook(str(path)) as book:
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


def _sex(person: _Person) -> str:
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
            for hour, minute in _times(place, number, sample, chance):
                punches.append((datetime.combine(day, time(hour, minute, chance.randrange(60))), number))
    until = now.replace(tzinfo=None)
    lines = [
        f"{number:>9}\t{at:%Y-%m-%d %H:%M:%S}\t{sample.device}\t0\t15\t0"
        for at, number in sorted(punches)
        if at <= until
    ]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="ascii")
    return path


def _times(place: int, number: int, sample: SampleClass, chance: random.Random) -> list[tuple[int, int]]:
    """Most come and go in time; some are late, forget a punch or stay away; number 5 hardly comes at all."""
    early, late = chance.randrange(5, 29), chance.randrange(31, 50)
    after, leave = chance.randrange(40, 59), chance.randrange(1, 25)
    day = [(8, early), (11, late), (13, after), (17, leave)]
    if place in sample.online_days:
        day = day[:2]
    if number == 5 and place % 4:
        return []
    if chance.random() < 0.04:
        return []
    if chance.random() < 0.06:
        day[0] = (9, chance.randrange(5, 40))
    if chance.random() < 0.07:
        day.pop(chance.randrange(len(day)))
    return day


def _write_watching(
    path: Path, sample: SampleClass, people: list[_Person], now: datetime, chance: random.Random
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
