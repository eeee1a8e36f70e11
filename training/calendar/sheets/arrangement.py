"""放假安排 as a file: a table of days with 放假 or 上班, or the notice's own text (.txt)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from training.calendar.rules.notice_text import read_notice
from training.calendar.rules.plausible import NamedDay
from training.errors import UnreadableFile, reason_of
from training.notice.terms import Severity
from training.sheets.books import open_sheets, text_encoding
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date, read_span
from training.sheets.examples import is_example
from training.sheets.findings import Finding
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

FREE, WORKED = "放假", "上班"
LONGEST_NAME, LONGEST_SPAN, LONGEST_TEXT = 16, 31, 100_000
ARRANGEMENT = Table(
    "放假安排",
    (
        Column(
            "day",
            "日期",
            ("公历日期", "放假日期", "节假日日期"),
            True,
            "一天一行，如 2027-10-01；连着的几天可写 2027-10-01至2027-10-07",
            "2027-10-01",
        ),
        Column(
            "kind",
            "安排",
            ("类型", "放假或上班"),
            True,
            "放假（法定节日和调休放假的每一天）或 上班（调休上班的周末）",
            FREE,
            (FREE, WORKED),
        ),
        Column(
            "name",
            "节日",
            ("名称", "节日名称", "节假日"),
            True,
            "元旦、春节、清明节、劳动节、端午节、中秋节、国庆节",
            "示例节日",
            longest=LONGEST_NAME,
        ),
    ),
    ("节假日安排", "部分节假日安排"),
)


@dataclass
class Arrangement:
    """What the file says, before anybody asked whether it can be; `findings` name the wrong cells."""

    year: int
    number: str
    """文号, where the text of the notice says it."""
    days: list[NamedDay] = field(default_factory=list)
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)


def read_arrangement(source: Path, year: int | None, reading: Reading | None = None) -> Arrangement:
    """`year` None: the one that the file names, or that most of its days are in.

    Raises UnreadableFile for what is neither a table of days nor a notice that can be read with certainty.
    """
    if source.suffix.lower() == ".txt":
        return arrangement_of(_text(source), source.name, year)
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), ARRANGEMENT, reading)
    found = Arrangement(year or 0, "", [], sheet.name)
    for line in read_lines(sheet, ARRANGEMENT, reading):
        if not is_example(line, ARRANGEMENT, "name"):
            found.days.extend(_read_row(line, found))
    if not found.days and not found.findings:
        raise UnreadableFile("没有读到放假安排：请把每个放假日和调休上班日填在表头下面的行里。")
    years = Counter(each.day.year for each in found.days)
    found.year = year or (years.most_common(1)[0][0] if years else 0)
    return found


def arrangement_of(text: str, name: str, year: int | None = None) -> Arrangement:
    """Of the notice's own text, which is called `name`; raises UnreadableFile."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise UnreadableFile(f"{name} 不是通知全文；请把全文复制到 .txt 里，或用表格导入。")
    notice = read_notice(text, year)
    return Arrangement(notice.year, notice.number, list(notice.days))


def _text(source: Path) -> str:
    try:
        with source.open(encoding=text_encoding(source)) as file:
            return file.read(LONGEST_TEXT + 1)
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {source}：{reason_of(error)}") from error
    except UnicodeDecodeError:
        return ""


def _read_row(line: Line, found: Arrangement) -> Iterator[NamedDay]:
    faults = list(find_faults(line, ARRANGEMENT, found.sheet))
    span, kind, name = _span(line), line.text("kind"), line.text("name")
    told = (
        ("day", span is None, "不是日期，请写成 2027-10-01，或 2027-10-01至2027-10-07。"),
        ("kind", kind not in (FREE, WORKED), f"应为“{FREE}”或“{WORKED}”。"),
        ("name", not name, "请写明是哪个节日的安排。"),
    )
    wrong = [(column, message) for column, is_wrong, message in told if is_wrong]
    faults.extend(_finding(line, column, message, found.sheet) for column, message in wrong)
    found.findings.extend(faults)
    if span is not None and not faults:
        for offset in range((span[1] - span[0]).days + 1):
            yield NamedDay(span[0] + timedelta(days=offset), kind == WORKED, name, line.row)


def _span(line: Line) -> tuple[date, date] | None:
    cell = line.cells.get("day")
    day = read_date(cell)
    span = (day, day) if day else read_span(cell)
    return span if span and 0 <= (span[1] - span[0]).days < LONGEST_SPAN else None


def _finding(line: Line, column: str, message: str, sheet: str) -> Finding:
    where = ARRANGEMENT.title_of(column)
    return Finding(line.row_of(column), where, line.text(column), message, Severity.ERROR, sheet)
