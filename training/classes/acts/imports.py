"""What every import shares: whose file it is, what became of its rows, and all or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import Refusal
from training.notice.clock import SHANGHAI
from training.records.classes.batches import ImportBatch
from training.sheets.findings import Finding, has_error

Row = TypeVar("Row")
# Whoever hands out places in classes waits for one another; punches and watch lists only for their own kind.
TURNS = {"filing": 1, "roster": 1, "timetable": 1, "punches": 2, "watch": 3, "region": 4}


@dataclass(frozen=True)
class HandedFile:
    """A file as it was handed over: its name, the SHA-256 of its bytes (hex), by whom and when (aware)."""

    name: str
    sha256: str
    handed_by: str
    handed_at: datetime


@dataclass
class ImportReport:
    """What became of a file's rows: read = stored + known + quarantined + refused."""

    kind: str
    scope: str = ""
    stored: int = 0
    known: int = 0
    quarantined: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    imported_before: datetime | None = None
    """When this very file was imported already; then nothing was done."""
    breaks_rules: bool = False
    """The rules refuse the file as a whole, so that its good rows alone are not accepted either."""

    @property
    def read(self) -> int:
        return self.stored + self.known + self.quarantined + self.refused

    @property
    def has_errors(self) -> bool:
        return has_error(self.findings)

    def refuse(self, finding: Finding) -> None:
        """Note an error that refuses the whole row it stands in."""
        self.refused += 1
        self.findings.append(finding)


class ImportRefused(Refusal):
    """Rows of the file are wrong and the good ones were not asked for alone; nothing was stored."""

    def __init__(self, report: ImportReport):
        what = f"有 {report.refused} 行不能导入" if report.refused else "内容不符合规定"
        super().__init__(f"{what}，整个文件没有导入。请按提示修改后重新导入。")
        self.report = report


def imported_before(session: Session, kind: str, scope: str, file: HandedFile) -> datetime | None:
    """When a file of the same bytes was imported whole; refused rows deserve another try.

    Waits until no other import of the kind is under way, so that its rows are seen.
    """
    _wait_for_turn(session, kind)
    return session.scalars(
        select(ImportBatch.imported_at)
        .where(ImportBatch.sha256 == file.sha256, ImportBatch.kind == kind, ImportBatch.scope == scope)
        .where(ImportBatch.rows_refused == 0)
        .order_by(ImportBatch.imported_at)
        .limit(1)
    ).first()


def _wait_for_turn(session: Session, kind: str) -> None:
    # Two imports blind to each other's rows would both give away what only one person may have.
    # On SQLite whoever writes waits for the others anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TURNS[kind])))


def open_batch(session: Session, kind: str, scope: str, file: HandedFile) -> ImportBatch:
    """Record the batch first, so that its rows can name it; `close_batch` fills in the counts."""
    batch = ImportBatch(
        kind=kind,
        scope=scope,
        file_name=file.name,
        sha256=file.sha256,
        imported_by=file.handed_by,
        imported_at=file.handed_at,
        rows_read=0,
        rows_stored=0,
        rows_known=0,
        rows_quarantined=0,
        rows_refused=0,
    )
    session.add(batch)
    session.flush()
    return batch


def close_batch(batch: ImportBatch, report: ImportReport, accept_good_rows: bool) -> None:
    """Write the counts, or raise ImportRefused, upon which the edge rolls everything back."""
    if report.breaks_rules or (report.has_errors and not accept_good_rows):
        raise ImportRefused(report)
    batch.rows_read = report.read
    batch.rows_stored = report.stored
    batch.rows_known = report.known
    batch.rows_quarantined = report.quarantined
    batch.rows_refused = report.refused


def say_imported_before(kind: str, scope: str, at: datetime) -> ImportReport:
    notice = f"这个文件已于 {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 导入过，没有变化。"
    return ImportReport(kind, scope, notices=[notice], imported_before=at)


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Hand rows on in lists, so that memory does not grow with the file."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk
