"""An uploaded file from the store to what is shown of it, and from what was confirmed into the database.

Every door does it this way. The file is read before a transaction begins, so that nobody waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from training.classes.views.choose_rule_set import choose_rule_set
from training.database import Database
from training.errors import UnreadableFile
from training.intake.acts.confirm_upload import Confirmation, confirm_upload
from training.intake.acts.keep_reading import Judged, keep_reading
from training.intake.acts.try_file import Tried, try_file
from training.intake.rules.confirming import (
    Choices,
    FileIsGone,
    NothingToStore,
    digest_of,
    is_anything_to_store,
)
from training.intake.sheets.handed_rows import HandedRows, Standards, read_rows
from training.intake.sheets.preview import preview
from training.intake.sheets.recognise import recognise
from training.intake.terms import FileKind
from training.intake.views.find_upload import newest_reading
from training.intake.views.shown import shown_of
from training.notice.clock import shanghai_day
from training.ports.files import FileGone, FileStore
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadReading
from training.sheets.books import open_sheets
from training.sheets.cells import Sheet
from training.sheets.choosing import SeveralSheets
from training.sheets.hand_in import HandedFile, ImportReport
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading

UNKNOWN = (
    "认不出这是什么表：没有找到开班备案、名册、人员增减、课程表、打卡或直播记录的表头。请对照模板的列名。"
)


@dataclass(frozen=True)
class Desk:
    """Where uploads lie, and where they go; made by the composition."""

    database: Database
    papers: FileStore
    """The store that seals what it keeps."""


@dataclass(frozen=True)
class _Opened:
    """What reading needs to know, out of its row."""

    upload: Upload
    reading_id: int
    staff: Staff
    choices: Choices
    standards: Standards


def judge(desk: Desk, upload_id: int, now: datetime) -> None:
    """Read the file by the newest choices and keep what is to be shown; nothing of it is written.

    Raises Busy where others' files are being read, StoreUnavailable and FileIsGone.
    """
    opened = _open(desk, upload_id, now)
    with _on_disk(desk, opened.upload) as path:
        judged = _judge(desk, opened, path, now)
    with desk.database.writing() as session:
        keep_reading(session, session.get_one(UploadReading, opened.reading_id), judged, now=now)


def store(desk: Desk, upload_id: int, said: Confirmation, now: datetime) -> ImportReport:
    """Write what was confirmed; raises as `confirm_upload` and as `rows_shown`."""
    handed = rows_shown(desk, upload_id, now)
    with desk.database.writing() as session:
        upload = session.get_one(Upload, upload_id)
        staff = session.scalars(_whole_staff(upload.staff_id)).one()
        return confirm_upload(session, staff, upload, handed, said, now=now)


def rows_shown(desk: Desk, upload_id: int, now: datetime) -> HandedRows:
    """The rows by the newest choices, before the transaction that takes them in.

    Raises NothingToStore where no kind was found, Busy, StoreUnavailable and FileIsGone.
    """
    opened = _open(desk, upload_id, now)
    if not opened.choices.kind:
        raise NothingToStore
    with _on_disk(desk, opened.upload) as path:
        return _read(path, FileKind(opened.choices.kind), opened)


@contextmanager
def original(desk: Desk, upload: Upload) -> Iterator[Path]:
    """The file as it came, for as long as it is looked at; raises FileIsGone and StoreUnavailable."""
    with _on_disk(desk, upload) as path:
        yield path


def _open(desk: Desk, upload_id: int, now: datetime) -> _Opened:
    with desk.database.reading() as session:
        upload = session.get_one(Upload, upload_id)
        staff = session.scalars(_whole_staff(upload.staff_id)).one()
        reading, day = newest_reading(session, upload), shanghai_day(now)
        standards = Standards(day, choose_rule_set(session, None, day).policy)
        return _Opened(upload, reading.id, staff, Choices.of(reading.choices), standards)


def _whole_staff(staff_id: int) -> Any:
    whole = joinedload(Staff.district), joinedload(Staff.institution)
    return select(Staff).where(Staff.id == staff_id).options(*whole)


@contextmanager
def _on_disk(desk: Desk, upload: Upload) -> Iterator[Path]:
    """The very bytes that were uploaded, under their own name: refusals speak of it."""
    if upload.purged_at is not None:
        raise FileIsGone
    try:
        content = desk.papers.get(upload.store_key)
    except FileGone as gone:
        raise FileIsGone from gone
    if sha256(content).hexdigest() != upload.sha256:
        raise FileIsGone
    with TemporaryDirectory() as folder:
        path = Path(folder) / upload.file_name
        path.write_bytes(content)
        yield path


def _judge(desk: Desk, opened: _Opened, path: Path, now: datetime) -> Judged:
    """What nobody can read is shown too, with what there is to choose."""
    choices, found = opened.choices, _Found()
    try:
        found.sheets = open_sheets(path)
        kind = found.choose(path, choices)
        if kind is None:
            return Judged(choices, found.told(Tried()))
        choices = replace(choices, kind=kind.value)
        handed = _read(path, kind, replace(opened, choices=choices))
    except UnreadableFile as refusal:
        found.refused_by(refusal)
        return Judged(choices, found.told(Tried()))
    tried = _try(desk, opened, handed, choices, now)
    return _judged(opened.upload, choices, found, tried)


def _read(path: Path, kind: FileKind, opened: _Opened) -> HandedRows:
    reading = Reading(dict(opened.choices.columns), opened.choices.sheet)
    return read_rows(path, kind, opened.standards, reading)


def _try(desk: Desk, opened: _Opened, handed: HandedRows, choices: Choices, now: datetime) -> Tried:
    upload = opened.upload
    with desk.database.writing() as session:
        staff = session.scalars(_whole_staff(opened.staff.id)).one()
        file = HandedFile(upload.file_name, upload.sha256, staff.name, now, staff.id)
        return try_file(session, staff, handed, file, choices)


def _judged(upload: Upload, choices: Choices, found: "_Found", tried: Tried) -> Judged:
    report, told = tried.report, found.told(tried)
    if report is None:
        return Judged(choices, told)
    shown = shown_of(report)
    is_in_already = report.imported_before is not None
    acceptable = not tried.failure and is_anything_to_store(shown["counts"], is_in_already=is_in_already)
    digest = digest_of(upload.sha256, choices, shown) if acceptable else ""
    return Judged(choices, told, digest, acceptable, dict(report.tried_late), dict(report.claimed_twice))


class _Found:
    """What is gathered for the page, whether the file can be read or not."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._more: dict[str, Any] = {"kinds": [], "failure": ""}

    def choose(self, path: Path, choices: Choices) -> FileKind | None:
        """The kind that was chosen, or the only one that the file can be."""
        kinds = recognise(path, self.sheets)
        self._more["kinds"] = [kind.value for kind in kinds]
        if choices.kind in list(FileKind):
            return FileKind(choices.kind)
        if len(kinds) == 1:
            return kinds[0]
        self._more["failure"] = "这个文件可能是几种表，请先选定是哪一种。" if kinds else UNKNOWN
        return None

    def refused_by(self, refusal: UnreadableFile) -> None:
        self._more["failure"] = str(refusal)
        if isinstance(refusal, RivalColumns) and refusal.choices:
            self._more["rivals"] = {
                "title": refusal.title,
                "choices": [list(each) for each in refusal.choices],
            }
            self._more["failure"] = f"有 {len(refusal.choices)} 列都像“{refusal.title}”，请先选定用哪一列。"
        if isinstance(refusal, SeveralSheets):
            self._more["tables"] = list(refusal.names)
            named = f"有 {len(refusal.names)} 张工作表都像{refusal.title}，请先选定读哪一张；其余的另外上传。"
            self._more["failure"] = named

    def told(self, tried: Tried) -> dict[str, Any]:
        report = tried.report
        shown = shown_of(report) if report else {}
        failure = tried.failure or self._more["failure"]
        sheets = preview(self.sheets, report.findings if report else ())
        return {**self._more, **shown, "failure": failure, "sheets": sheets}
