"""The roster (学员名册): who is to be trained, line by line, with everything that is wrong at once (R26)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.classes.sheets.roster_columns import ROSTER
from training.notice.documents import BadDocument, read_document, read_kind, tells_birth_and_sex
from training.notice.identity import (
    ATTENDANCE_NUMBER,
    LONGEST_CARD,
    SHORTEST_CARD,
    BadIdNumber,
    BadPhone,
    age_on,
    birth_date,
    is_bank_card,
    read_name,
    read_phone,
    sex_of,
)
from training.notice.policy import Policy
from training.notice.terms import Document, Severity, Sex
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, CellError, Sheet, is_rounded
from training.sheets.choosing import choose_sheet
from training.sheets.examples import is_example, left_of_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

LOST_DIGITS = (
    "被 Excel 存成了数字，后几位已经丢失。请先把这一列的格式改为“文本”，再照身份证重新录入（不要只改格式）。"
)

ID_NUMBER, PHONE, NUMBER, CARD, DOCUMENT = (
    ROSTER.title_of(each) for each in ("id_number", "phone", "attendance_number", "bank_card", "document")
)


@dataclass(slots=True)
class RosterRow:
    """One trainee of a roster; the fields of a row with errors may be empty."""

    row: int
    sheet: str
    class_number: str
    name: str
    sex: Sex | None = None
    id_number: str = ""
    phone: str = ""
    attendance_number: str | None = None
    category: str = ""
    education: str = ""
    bank_card: str | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def find(self, column: str, value: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(Finding(self.row, column, value, message, severity, self.sheet))


def read_roster(
    source: Path | Sheet, on: date, policy: Policy, reading: Reading | None = None
) -> Iterator[RosterRow]:
    """Every trainee of the file or sheet, with findings; ages are those on the day `on`.

    Raises UnreadableFile for a file that is none, lacks required columns or has rivals for one.
    """
    reading = reading or Reading()
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), ROSTER, reading)
    seen = _Seen()
    for line in read_lines(sheet, ROSTER, reading):
        if not is_example(line, ROSTER, "name"):
            row = _read_row(line, sheet.name, on, policy)
            seen.check(row)
            yield row


def _read_row(line: Line, sheet: str, on: date, policy: Policy) -> RosterRow:
    cells = line.cells
    row = RosterRow(line.row, sheet, cell_text(cells.get("class_number")), _name(cells.get("name")))
    row.findings.extend(find_faults(line, ROSTER, sheet))
    if not row.name:
        row.find("姓名", "", "姓名没有填。")
    row.findings.extend(left_of_example(line, ROSTER, "name", sheet))
    _read_identity(row, cells, on, policy)
    _read_contact(row, cells)
    row.attendance_number = _attendance_number(row, _digits_cell(row, NUMBER, cells.get("attendance_number")))
    row.category = cell_text(cells.get("category"))
    row.education = cell_text(cells.get("education"))
    row.bank_card = _bank_card(row, cells.get("bank_card"))
    return row


def _name(cell: Cell) -> str:
    return read_name(cell) if isinstance(cell, str) else cell_text(cell)


def _bank_card(row: RosterRow, cell: Cell) -> str | None:
    """What is no card number at all is not kept, one digit that may be wrong is: both are said."""
    text = _digits_cell(row, CARD, cell)
    if not text or is_bank_card(text):
        return text or None
    digits = text if text.isascii() and text.isdecimal() else ""
    if SHORTEST_CARD <= len(digits) <= LONGEST_CARD:
        row.find(CARD, text, "校验位不对，可能有一位抄错；先照此保存，请对照银行卡核对。", Severity.WARNING)
        return digits
    row.find(
        CARD, text, "不是银行卡号（应为 16 至 19 位数字），这一格没有保存；请核对后补报。", Severity.WARNING
    )
    return None


def _read_identity(row: RosterRow, cells: dict[str, Cell], on: date, policy: Policy) -> None:
    text = _digits_cell(row, ID_NUMBER, cells.get("id_number"))
    if text is None:
        return
    if not text:
        row.find(ID_NUMBER, "", "身份证号没有填。")
        return
    kind = _document(row, cell_text(cells.get("document")))
    if kind is None:
        return
    try:
        row.id_number = read_document(text, kind)
    except (BadIdNumber, BadDocument) as refusal:
        row.find(ID_NUMBER, text, str(refusal))
        return
    filed_sex = cell_text(cells.get("sex"))
    if tells_birth_and_sex(row.id_number):
        _compare_identity(row, filed_sex, on, policy)
    elif filed_sex[:1] in tuple(Sex):
        row.sex = Sex(filed_sex[0])
    else:
        row.find("性别", filed_sex, f"{kind}号看不出性别，请填 男 或 女。")


def _document(row: RosterRow, text: str) -> Document | None:
    try:
        return read_kind(text)
    except BadDocument as refusal:
        row.find(DOCUMENT, text, str(refusal))
        return None


def _compare_identity(row: RosterRow, filed_sex: str, on: date, policy: Policy) -> None:
    row.sex = sex_of(row.id_number)
    if filed_sex and filed_sex[0] != row.sex:
        row.find("性别", filed_sex, f"与身份证号不符（身份证号是{row.sex}），请核对。")
    age = age_on(birth_date(row.id_number), on)
    if not policy.youngest_age <= age <= policy.oldest_age:
        usual = f"{policy.youngest_age} 至 {policy.oldest_age} 岁"
        row.find(ID_NUMBER, row.id_number, f"年龄 {age} 岁，不在 {usual}之间，请核实。", Severity.WARNING)


def _attendance_number(row: RosterRow, text: str | None) -> str | None:
    number = (text or "").lstrip("0")
    if not number:
        return None
    if not ATTENDANCE_NUMBER.fullmatch(number):
        row.find(NUMBER, text or "", "考勤号应为考勤机上的编号，只有数字或字母，不超过 24 位。")
        return None
    return number


def _digits_cell(row: RosterRow, column: str, cell: Cell) -> str | None:
    """A long number as text; None, with the finding, where a spreadsheet has already rounded it."""
    if isinstance(cell, CellError):
        return None
    text = cell_text(cell)
    is_written_short = "E+" in text.upper() and text[:1].isdecimal()
    if is_rounded(cell) or is_written_short or (isinstance(cell, float) and not cell.is_integer()):
        row.find(column, text, LOST_DIGITS)
        return None
    return text


def _read_contact(row: RosterRow, cells: dict[str, Cell]) -> None:
    text = cell_text(cells.get("phone"))
    if not text:
        row.find(PHONE, "", "联系电话没有填。")
        return
    try:
        row.phone = read_phone(text)
    except BadPhone as refusal:
        row.find(PHONE, text, str(refusal))


@dataclass
class _Seen:
    """What earlier lines of the file hold, to tell a line that repeats one."""

    people: dict[tuple[str, str], int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    phones: dict[str, tuple[int, str]] = field(default_factory=dict)

    def check(self, row: RosterRow) -> None:
        if row.id_number:
            first = self.people.setdefault((row.class_number, row.id_number), row.row)
            if first != row.row:
                row.find(ID_NUMBER, row.id_number, f"与第 {first} 行是同一个人。")
        if row.attendance_number:
            first = self.numbers.setdefault((row.class_number, row.attendance_number), row.row)
            if first != row.row:
                row.find(NUMBER, row.attendance_number, f"与第 {first} 行的考勤号重复。")
        if row.phone:
            first, owner = self.phones.setdefault(row.phone, (row.row, row.id_number))
            if owner != row.id_number:
                message = f"与第 {first} 行是同一个手机号，请核实是不是本人的号码。"
                row.find(PHONE, row.phone, message, Severity.WARNING)
