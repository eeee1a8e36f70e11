"""The list of what was handed in, as it is shown; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from training.intake.rules.confirming import SHOWN_FOR
from training.intake.rules.receiving import expires_at
from training.intake.terms import BATCH_KINDS, UploadState
from training.intake.views.partial_files import Unfinished
from training.intake.views.see_imports import ImportLine
from training.notice.clock import SHANGHAI
from training.records.uploads import Upload

TEMPLATES: Mapping[str, tuple[str, str]] = {
    "filing": ("班级备案", "班级、名册、课程表一本"),
    "roster": ("学员名册", "一行一人，可放多个班"),
    "timetable": ("课程表", "一行半天课"),
    "roster-changes": ("人员增减", "开班后用，产生申请"),
    "punches": ("打卡记录", "考勤机的 .dat 不用模板"),
    "plans": ("季度计划", "旗县区写，一行一项"),
    "marks": ("考核成绩", "旗县区交，一行一人"),
    "teachers": ("教师证书", "一行一个证书"),
    "vouchers": ("培训券发放", "市级发，一行一人"),
    "follow-ups": ("就业跟踪", "机构、旗县区交，一行一次回访"),
    "region": ("自治区系统统计", "一行一个旗县区"),
    "region-classes": ("自治区班级", "自治区系统导出，一行一个班"),
    "former-certificates": ("历史证书", "一行一张以前的证书，可带拨付"),
    "certificate-series": ("证书编号序列", "一行一个序列的最后流水号"),
    "standards": ("补贴标准", "一行一项，整本是一版"),
    "compared-lists": ("比对名单", "一行一人，身份证号不留存"),
    "region-people": ("自治区学员", "自治区系统导出，一行一人"),
}
"""By the kind of the workbook: what it is called, and what stands in a row."""
STATES: Mapping[UploadState, str] = {
    UploadState.WAITS: "now",
    UploadState.SHOWN: "warn",
    UploadState.CONFIRMED: "now",
    UploadState.STORED: "good",
    UploadState.DROPPED: "",
    UploadState.UNREADABLE: "bad",
}
KB = 1024


@dataclass(frozen=True)
class UploadLine:
    """One of the files that somebody has in hand."""

    public_id: str
    name: str
    size: str
    when: str
    state: str
    tone: str
    step: str
    """What there is to be done with it."""


def upload_line(upload: Upload, *, is_acceptable: bool) -> UploadLine:
    step = {
        UploadState.WAITS: "看进展",
        UploadState.SHOWN: "去核对",
        UploadState.CONFIRMED: "看进展",
    }.get(upload.state, "查看")
    state, tone = upload.state.value, STATES[upload.state]
    if upload.state is UploadState.SHOWN and not is_acceptable:
        state, tone = "要改", "bad"
    size, handed = size_of(upload), when(upload.handed_at)
    return UploadLine(str(upload.public_id), upload.file_name, size, handed, state, tone, step)


def size_of(upload: Upload) -> str:
    return _size(upload.size)


def _size(count: int) -> str:
    """86 KB, 4.2 MB."""
    if count < KB * KB:
        return f"{max(1, round(count / KB))} KB"
    return f"{count / KB / KB:.1f} MB"


@dataclass(frozen=True)
class UnfinishedLine:
    """A file that came in part; `mark` is what the browser knows the same file by."""

    public_id: str
    mark: str
    name: str
    size: str
    received: str
    until: str


def unfinished_line(each: Unfinished) -> UnfinishedLine:
    file = each.file
    return UnfinishedLine(
        public_id=str(file.public_id),
        mark=f"{file.file_name}|{file.size}|{file.changed_at}",
        name=file.file_name,
        size=_size(file.size),
        received=f"{100 * each.received // file.size}%",
        until=when(expires_at(file.begun_at)),
    )


@dataclass(frozen=True)
class BatchRow:
    """One line of the history."""

    number: int
    when: str
    kind: str
    file: str
    scope: str
    by: str
    stored: int
    known: int
    quarantined: int
    refused: int
    state: str
    tone: str


def batch_row(line: ImportLine) -> BatchRow:
    batch = line.batch
    state, tone = _state_of(line)
    return BatchRow(
        number=batch.id,
        when=when(batch.imported_at),
        kind=BATCH_KINDS[batch.kind].value,
        file=batch.file_name,
        scope=batch.scope,
        by=batch.imported_by if batch.staff_id else f"{batch.imported_by}（系统运维）",
        stored=batch.rows_stored,
        known=batch.rows_known,
        quarantined=batch.rows_quarantined,
        refused=batch.rows_refused,
        state=state,
        tone=tone,
    )


def _state_of(line: ImportLine) -> tuple[str, str]:
    batch, decision = line.batch, line.decision
    if batch.waits_for is not None:
        if decision is None:
            return f"待确认：{batch.waits_for}", "warn"
        return ("已接受", "good") if decision.is_accepted else ("未接受", "bad")
    return (f"已写入，退回 {batch.rows_refused}", "good") if batch.rows_refused else ("已写入", "good")


def when(moment: datetime) -> str:
    """11-29 16:40, in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


def ends_at(read_at: datetime) -> str:
    """Until when what was shown may be confirmed: 10:52."""
    return f"{(read_at + SHOWN_FOR).astimezone(SHANGHAI):%H:%M}"


def minutes_left(read_at: datetime, now: datetime) -> int:
    """Whole minutes; 0 when it is over."""
    return max(0, int((read_at + SHOWN_FOR - now).total_seconds() // 60))
