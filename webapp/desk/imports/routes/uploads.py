"""One uploaded file: what was found in it, what there is to choose, and the confirmation (R43)."""

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from training.errors import NotFound, Refusal
from training.intake.acts.ask_reading import ask_reading
from training.intake.acts.ask_to_store import ask_to_store
from training.intake.acts.confirm_upload import Confirmation
from training.intake.acts.drop_upload import drop_upload
from training.intake.judging import judge, original, store
from training.intake.rules.confirming import (
    READ_AT_ONCE,
    Choices,
    ShownChanged,
    ShownTooLongAgo,
    UploadEnded,
)
from training.intake.rules.handing import may_hand_in
from training.intake.sheets.marked_copy import write_marked_copy
from training.intake.terms import FileKind, UploadState
from training.intake.views.find_upload import find_upload, newest_reading
from training.intake.views.see_imports import imports_of
from training.intake.views.waiting_uploads import last_failure
from training.notice.permissions import Permission
from training.notice.terms import Severity
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadReading
from training.sheets.cells import place_of
from training.sheets.findings import Finding
from training.turns import Busy
from webapp.desk.imports.pages.findings import Wanted, count_findings, finding_lines, sheet_page
from webapp.desk.imports.pages.imports import STATES, ends_at, minutes_left, size_of, when
from webapp.desk.imports.reading import desk
from webapp.web.downloads import workbook
from webapp.web.forms import done, refused, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("uploads", __name__, url_prefix="/desk/imports/<uuid:upload_id>")
LONGEST_CHOICE = 64
RELOAD_SECONDS = 5


@blueprint.get("")
@staff_required(Permission.HAND_IN_FILES)
def show(staff: Staff, upload_id: UUID) -> Response:
    return _answer(staff, upload_id)


@blueprint.post("/read")
@staff_required(Permission.HAND_IN_FILES)
def read(staff: Staff, upload_id: UUID) -> Response:
    """Again, by what was chosen on the page."""
    return _acting(staff, upload_id, lambda upload: _read_again(upload, _choices(), now()))


@blueprint.post("/confirm")
@staff_required(Permission.HAND_IN_FILES)
def confirm(staff: Staff, upload_id: UUID) -> Response:
    """Exactly what was shown; where that is not so any more, the file is read again and shown anew."""
    upload, digest = _own(staff, upload_id), seen_on_page()
    try:
        _store(upload, digest)
    except (ShownChanged, ShownTooLongAgo) as refusal:
        _read_again(upload, None, now())
        return refused(refusal, partial(_text, staff, upload_id))
    except UploadEnded as refusal:
        # Pressed twice: the first one did it.
        if _own(staff, upload_id).state is UploadState.DROPPED:
            return refused(refusal, partial(_text, staff, upload_id))
    except Refusal as refusal:
        return refused(refusal, partial(_text, staff, upload_id))
    return done(url_for("uploads.show", upload_id=upload_id))


@blueprint.post("/drop")
@staff_required(Permission.HAND_IN_FILES)
def drop(staff: Staff, upload_id: UUID) -> Response:
    def act(upload: Upload) -> None:
        with house().database.writing() as rows:
            drop_upload(rows, upload, now=now())

    return _acting(staff, upload_id, act, url_for("imports.index"))


@blueprint.get("/marked.xlsx")
@staff_required(Permission.HAND_IN_FILES)
def marked(staff: Staff, upload_id: UUID) -> Response:
    """The office's own file with the cells marked, for mending and handing in again."""
    upload, found = _own(staff, upload_id), _found_of(staff, upload_id)
    with original(desk(), upload) as path, TemporaryDirectory() as folder:
        target = Path(folder) / "marked.xlsx"
        write_marked_copy(path, [_finding(each) for each in found.get("findings", ())], target)
        return workbook(target.read_bytes(), f"{Path(upload.file_name).stem}.已标注.xlsx")


def _acting(staff: Staff, upload_id: UUID, act: Any, address: str = "") -> Response:
    try:
        act(_own(staff, upload_id))
    except Refusal as refusal:
        return refused(refusal, partial(_text, staff, upload_id))
    return done(address or url_for("uploads.show", upload_id=upload_id))


def _own(staff: Staff, upload_id: UUID) -> Upload:
    with house().database.reading() as rows:
        return find_upload(rows, staff, upload_id)


def _found_of(staff: Staff, upload_id: UUID) -> dict[str, Any]:
    with house().database.reading() as rows:
        return _found(newest_reading(rows, find_upload(rows, staff, upload_id)))


def _found(reading: UploadReading) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(reading.found) if reading.found else {"sheets": [], "findings": []}
    return told


def _store(upload: Upload, digest: str) -> None:
    if upload.size > READ_AT_ONCE:
        with house().database.writing() as rows:
            ask_to_store(rows, upload, digest, now=now())
        return
    store(desk(), upload.id, Confirmation(digest, now()), now())


def _read_again(upload: Upload, choices: Choices | None, at: datetime) -> None:
    """By the choices of before where none are told; left to the worker where it is large or busy."""
    with house().database.writing() as rows:
        before = Choices.of(newest_reading(rows, upload).choices)
        ask_reading(rows, upload, choices or before, now=at)
    if upload.size <= READ_AT_ONCE:
        try:
            judge(desk(), upload.id, at)
        except Busy:
            return


def _choices() -> Choices:
    said = {name: request.form.get(name, "").strip()[:LONGEST_CHOICE] for name in _FIELDS}
    if said["kind"] not in ("", *FileKind):
        abort(400)
    title, letters = request.form.get("column_title", "")[:LONGEST_CHOICE], request.form.get("column", "")
    columns = dict(
        each.split("=", 1) for each in request.form.getlist("columns") if "=" in each[:LONGEST_CHOICE]
    )
    if title and place_of(letters) is not None:
        columns[title] = letters
    return Choices(columns=columns, **said)


_FIELDS = ("kind", "class_number", "institution", "sheet")


def _finding(told: list[Any]) -> Finding:
    severity, sheet, row, column, value, message = told
    return Finding(row, column, value, message, Severity(severity), sheet)


def _answer(staff: Staff, upload_id: UUID) -> Response:
    answer = make_response(_text(staff, upload_id))
    if _own(staff, upload_id).state in (UploadState.WAITS, UploadState.CONFIRMED):
        answer.headers["Refresh"] = str(RELOAD_SECONDS)
    return answer


def _text(staff: Staff, upload_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        upload = find_upload(rows, staff, upload_id)
        reading, found = newest_reading(rows, upload), {}
        batches = imports_of(rows, upload) if upload.state is UploadState.STORED else ()
        found, at, failed = _found(reading), now(), last_failure(rows, upload)
        if upload.state in (UploadState.WAITS, UploadState.CONFIRMED):
            return render_template(
                "upload_waits.html",
                upload=upload,
                size=size_of(upload),
                when=when,
                failed=failed,
                error=error,
            )
        wanted = _wanted()
        page = sheet_page(found, wanted)
        if page is None and wanted.sheet:
            abort(404)
        return render_template(
            "upload.html",
            upload=upload,
            size=size_of(upload),
            failed=failed,
            reading=reading,
            choices=Choices.of(reading.choices),
            found=found,
            findings=finding_lines(found),
            totals=count_findings(found),
            sheet=page,
            wanted=wanted,
            batches=batches,
            left=minutes_left(reading.read_at, at) if reading.read_at else 0,
            ends=ends_at(reading.read_at) if reading.read_at else "",
            kinds=[each.value for each in FileKind if may_hand_in(staff.role, each)],
            tone=STATES[upload.state],
            when=when,
            error=error,
        )


def _wanted() -> Wanted:
    sheet, after = request.args.get("sheet", 0, type=int), request.args.get("after", 0, type=int)
    if sheet < 0 or after < 0:
        raise NotFound("这一页")
    return Wanted(sheet, after, request.args.get("only") == "marked")
