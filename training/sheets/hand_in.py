from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from training.errors import NotRight
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading, Unread


@dataclass(frozen=True)
class HandedFile:
    """A file as it was handed over: its name, the SHA-256 of its bytes (hex), by whom and when (aware)."""

    name: str
    sha256: str
    handed_by: str
    handed_at: datetime
    staff_id: int | None = None
    """The key of whoever of the office handed it in; None for who runs the installation, or a machine."""


@dataclass(frozen=True)
class Waiting:
    """Punches that are kept and count for nothing until their batch is accepted (decision 0040)."""

    batch_id: int
    count: int
    why: str

    def told(self) -> str:
        return (
            f"其中 {self.count} 次打卡待确认，暂不计入学时（批次 {self.batch_id}：{self.why}）；"
            "请旗县区或市级工作人员确认。"
        )


@dataclass(frozen=True)
class RosterOf:
    """A class as it is told of: one that the same file brings is gone once the file is refused."""

    class_id: int
    class_number: str
    institution_id: int
    institution: str
    district_id: int


@dataclass
class ImportReport:
    """What became of a file's rows: read = stored + known + quarantined + refused + unused."""

    kind: str
    scope: str = ""
    batch_id: int | None = None
    """Of the batch that holds what was stored; None where nothing was."""
    stored: int = 0
    known: int = 0
    quarantined: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    unread: Unread = field(default_factory=Unread)
    """What of the file was not used at all."""
    notices: list[str] = field(default_factory=list)
    imported_before: datetime | None = None
    """When this very file was imported already; then nothing was done."""
    filed_now: set[str] = field(default_factory=set)
    """The numbers of the classes that this very file brought."""
    asked_for: dict[int, list[int]] = field(default_factory=dict)
    """Rows of people who are new in a class that has begun, by the class's key: requests, no enrolments."""
    tried_late: Counter[int] = field(default_factory=Counter)
    """How many were to come into a class that is over, by the class's key; they were refused."""
    claimed_twice: Counter[tuple[RosterOf, RosterOf]] = field(default_factory=Counter)
    """How many are in another class at the same time, by this class and that; refused."""
    doubtful: set[int] = field(default_factory=set)
    """The keys of the classes whose kind is in doubt as they were filed."""
    waits: list[Waiting] = field(default_factory=list)
    """Batches of punches that have to be accepted; the notices tell of them too."""
    breaks_rules: bool = False
    """The rules refuse the file as a whole, so that its good rows alone are not accepted either."""

    @property
    def read(self) -> int:
        return self.stored + self.known + self.quarantined + self.refused + self.unused

    @property
    def unused(self) -> int:
        """Rows that the file itself shows to be no data: totals, signatures, 未打卡; named in `unread`."""
        return self.unread.row_count

    def tell_how_it_was_read(self, reading: Reading) -> None:
        self.unread = reading.unread
        self.findings.extend(reading.findings)

    @property
    def has_errors(self) -> bool:
        return has_error(self.findings)

    def refuse(self, finding: Finding) -> None:
        """Note an error that refuses the whole row it stands in."""
        self.refused += 1
        self.findings.append(finding)


@dataclass(frozen=True)
class OpenImport:
    """An import under way: the file as it was handed over, its batch, and what became of its rows so far."""

    file: HandedFile
    batch_id: int
    report: ImportReport


class ImportRefused(NotRight):
    """Rows of the file are wrong and the good ones were not asked for alone; nothing was stored."""

    def __init__(self, report: ImportReport):
        what = f"有 {report.refused} 行不能导入" if report.refused else "内容不符合规定"
        super().__init__(f"{what}，整个文件没有导入。请按提示修改后重新导入。")
        self.report = report
