"""The live-statistics export (直播统计): who watched from when to when (R35, R44)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI
from training.notice.identity import BadPhone, read_phone
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Sheet
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_moment
from training.sheets.durations import MOST_BARE_MINUTES, is_bare, read_duration, unit_in
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

ANOTHERS = ("紧急", "家长", "监护", "家属", "亲属", "家人", "父", "母", "配偶")
PLAYED_BACK = ("回放", "重播", "录播")
WATCHING = Table(
    "直播观看记录",
    (
        Column("class_number", "班号", ("班级编号", "班级号")),
        Column(
            "name",
            "姓名",
            ("学员姓名", "真实姓名", "观众姓名"),
            required=True,
            longest=64,
            weaker=("昵称", "观看人", "观众", "观众昵称", "用户名", "用户昵称", "成员", "参会人"),
        ),
        Column(
            "phone",
            "手机号",
            ("手机", "手机号码", "联系电话", "电话"),
            never=ANOTHERS,
            surer=("本人",),
        ),
        Column(
            "entered",
            "进入时间",
            (
                "开始观看时间",
                "首次观看时间",
                "首次进入时间",
                "加入时间",
                "入会时间",
                "首次入会时间",
                "进入直播间时间",
            ),
            required=True,
            never=PLAYED_BACK,
        ),
        Column(
            "left",
            "离开时间",
            (
                "结束观看时间",
                "退出时间",
                "离会时间",
                "退会时间",
                "最后离开时间",
                "最后退会时间",
                "离开直播间时间",
            ),
            never=PLAYED_BACK,
        ),
        Column(
            "duration",
            "观看时长",
            ("直播观看时长", "观看直播时长", "参会时长", "入会时长", "累计参会时长", "累计入会时长", "时长"),
            never=PLAYED_BACK,
            surer=("直播",),
            weaker=("累计观看时长", "总观看时长", "累计时长", "总时长"),
        ),
    ),
    ("观看数据", "观看明细", "直播数据", "观众数据", "参会明细", "成员参会明细"),
)
NOT_THERE = frozenset(("", "-", "--", "—", "/", "无", "未观看", "未进入", "未参会", "未入会", "缺席", "未看"))
LAST_MOMENT = datetime.max.replace(tzinfo=SHANGHAI)
MASKED = "*"


@dataclass(slots=True)
class WatchRow:
    """One span of watching; times are aware. The times of a row with errors are not to be used."""

    row: int
    sheet: str
    class_number: str
    name: str
    phone: str
    """Empty where the export has none, or only a masked one."""
    entered_at: datetime
    left_at: datetime
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_watching(source: Path | Sheet, reading: Reading | None = None) -> Iterator[WatchRow]:
    """Every span of the file; where 离开时间 and 观看时长 differ the shorter one counts.

    Whom the file itself calls absent (未观看, 0 分钟) is noted in `reading` and no span.
    Raises UnreadableFile for a file that is none, lacks required columns or has rivals for one.
    """
    reading = reading or Reading()
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), WATCHING, reading)
    checked = False
    for line in read_lines(sheet, WATCHING, reading):
        if not checked:
            _refuse_what_counts_too_much(line, sheet)
            checked = True
        if _is_absent(line):
            reading.unread.absent.append(f"第 {line.row} 行")
        else:
            yield _read_row(line, sheet.name)


def _refuse_what_counts_too_much(line: Line, sheet: Sheet) -> None:
    """Asked of the first row, of which the headings are those of all.

    From the first coming to the last leaving there may have been hours outside; and where one bare number is
    too large for minutes, none of the column is known to be minutes.
    """
    heading = line.heading("duration")
    is_outermost = any(word in line.heading("entered") for word in ("首次", "最早", "第一次"))
    if is_outermost and "duration" not in line.cells:
        raise UnreadableFile(
            "文件里只有首次进入和最后离开的时间，没有观看时长，中途离开多久看不出来；请导出带“观看时长”的数据。"
        )
    if heading and unit_in(heading) is None and _has_a_large_number(sheet, heading):
        raise UnreadableFile(
            f"“{heading}”没有写单位，里面有大于 {MOST_BARE_MINUTES} 的数，可能是秒；"
            "请在表头写明，如 观看时长（秒）或 观看时长（分钟）。"
        )


def _has_a_large_number(sheet: Sheet, heading: str) -> bool:
    place: int | None = None
    for _, cells in sheet.rows:
        if place is None:
            place = cells.index(heading) if heading in cells else None
        elif (
            place < len(cells)
            and is_bare(cells[place])
            and float(cell_text(cells[place])) > MOST_BARE_MINUTES
        ):
            return True
    return False


def _is_absent(line: Line) -> bool:
    """Whether the row says that this person never came: no moment, and no time watched either."""
    if not line.text("name") or any(line.text(each) not in NOT_THERE for each in ("entered", "left")):
        return False
    duration = line.cells.get("duration")
    is_said = line.text("entered") or line.text("left") or line.text("duration")
    return bool(is_said) and (
        cell_text(duration) in NOT_THERE
        or read_duration(duration, unit_in(line.heading("duration"))) == timedelta()
    )


def _read_row(line: Line, sheet: str) -> WatchRow:
    nowhere = datetime.min.replace(tzinfo=SHANGHAI)
    row = WatchRow(line.row, sheet, line.text("class_number"), line.text("name"), "", nowhere, nowhere)
    row.findings.extend(find_faults(line, WATCHING, sheet))
    if not row.name:
        row.refuse("姓名", "", "姓名没有填。")
    _read_phone(row, line.text("phone"))
    entered = read_moment(line.cells.get("entered"))
    if entered is None:
        row.refuse(
            "进入时间", cell_text(line.cells.get("entered")), "看不懂时间，请写成 2026-03-02 14:05:00。"
        )
        return row
    row.entered_at = entered
    ends = [each for each in (_left(line, row), _after(line, row, entered)) if each]
    if ends:
        row.left_at = min(ends)
    elif row.is_good:
        row.refuse("离开时间", "", "离开时间和观看时长至少要有一个。")
    if ends and row.left_at < row.entered_at:
        row.refuse("离开时间", line.text("left"), "早于进入时间。")
    return row


def _read_phone(row: WatchRow, text: str) -> None:
    if not text or MASKED in text:
        return
    try:
        row.phone = read_phone(text)
    except BadPhone as refusal:
        row.refuse("手机号", text, str(refusal))


def _left(line: Line, row: WatchRow) -> datetime | None:
    cell = line.cells.get("left")
    moment = read_moment(cell)
    if moment is None and cell_text(cell) not in NOT_THERE:
        row.refuse("离开时间", cell_text(cell), "看不懂时间，请写成 2026-03-02 16:05:00。")
    return moment


def _after(line: Line, row: WatchRow, entered: datetime) -> datetime | None:
    cell = line.cells.get("duration")
    if cell_text(cell) in NOT_THERE:
        return None
    duration = read_duration(cell, unit_in(line.heading("duration")))
    if duration is not None and duration <= LAST_MOMENT - entered:
        return entered + duration
    row.refuse("观看时长", cell_text(cell), "看不懂时长或看不出单位，请写成 95分钟 或 01:35:00。")
    return None
