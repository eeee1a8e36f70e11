"""导入 on the desk: everybody hands the own files in, and finds what was handed in before (R15, R26, R43)."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotRight, Refusal
from training.intake.acts.keep_upload import keep_upload
from training.intake.judging import judge
from training.intake.receiving import Reception, receive
from training.intake.rules.confirming import READ_AT_ONCE
from training.intake.rules.handing import may_hand_in
from training.intake.rules.receiving import MB
from training.intake.sheets.handed_rows import MOST_ROWS
from training.intake.sheets.templates import write_template
from training.intake.terms import BATCH_KINDS, FileKind
from training.intake.views.find_upload import own_uploads
from training.intake.views.partial_files import unfinished_of
from training.intake.views.see_imports import BIGGEST_KEY, list_imports, see_import, upload_of
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.uploads import Upload
from training.turns import Busy
from webapp.desk.imports.pages.imports import TEMPLATES, batch_row, unfinished_line, upload_line
from webapp.desk.imports.reading import desk
from webapp.web.downloads import taken_away, workbook
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.parts.sent import SentFile, let_go, sent_files, settle
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("imports", __name__, url_prefix="/desk/imports")
IN_HAND = 8
MOST_FILES = 20
FIELD = "files"


class NothingChosen(NotRight):
    """The form came without a file."""

    def __init__(self) -> None:
        super().__init__("请先选择要导入的文件，再点“上传”。")


class TooManyFiles(NotRight):
    """So many at once that nobody could look through them."""

    def __init__(self) -> None:
        super().__init__(f"一次最多上传 {MOST_FILES} 个文件，请分几次上传。")


@blueprint.get("")
@staff_required(Permission.SEE_IMPORTS)
def index(staff: Staff) -> str:
    return _page(staff)


@blueprint.post("")
@staff_required(Permission.HAND_IN_FILES)
def hand_in(staff: Staff) -> Response:
    try:
        kept = _take_in(staff)
    except Refusal as refusal:
        return refused(refusal, lambda error: _page(staff, error))
    for upload in kept:
        _read_at_once(upload)
    if len(kept) == 1:
        return done(url_for("uploads.show", upload_id=kept[0].public_id))
    return done(url_for("imports.index"))


@blueprint.get("/batches/<int:import_number>")
@staff_required(Permission.SEE_IMPORTS)
def batch(staff: Staff, import_number: int) -> str:
    with house().database.reading() as rows:
        line = see_import(rows, staff, import_number)
        return render_template(
            "import_batch.html", row=batch_row(line), line=line, upload=upload_of(rows, staff, line.batch)
        )


@blueprint.get("/templates/<kind>.xlsx")
@staff_required(Permission.HAND_IN_FILES)
def template(staff: Staff, kind: str) -> Response:
    if kind not in _templates_for(staff):
        abort(404)
    return workbook(_template(kind), f"{TEMPLATES[kind][0]}模板.xlsx")


@blueprint.get("/templates.zip")
@staff_required(Permission.HAND_IN_FILES)
def templates(staff: Staff) -> Response:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for kind in _templates_for(staff):
            file.writestr(f"{TEMPLATES[kind][0]}模板.xlsx", _template(kind))
    return taken_away(packed.getvalue(), "导入模板.zip")


def _take_in(staff: Staff) -> Sequence[Upload]:
    with ExitStack() as open_files:
        for each in request.files.getlist(FIELD):
            # A large one lies in a temporary file, which goes at once.
            open_files.enter_context(closing(each))
        files = sent_files(staff, FIELD, house().settings.import_most_mb * MB)
        if not files:
            raise NothingChosen
        if len(files) > MOST_FILES:
            raise TooManyFiles
        return _keep(staff, files)


def _keep(staff: Staff, files: Sequence[SentFile]) -> Sequence[Upload]:
    """Into the store before the row, so that no row names what is not there."""
    reception = Reception(house().papers, house().scanner)
    new = [receive(reception, each.name, each.content) for each in files]
    kept: list[Upload] = []
    used: list[str] = []

    def act(rows: Session, digest: str) -> None:
        kept.extend(keep_upload(rows, staff, each, now=now()) for each in new)
        used.extend(settle(rows, files))
        rows.expunge_all()

    take_in(staff, act)
    let_go(used)
    return kept


def _read_at_once(upload: Upload) -> None:
    """A large file is left to the worker, and so is any where others' are being read."""
    if upload.size <= READ_AT_ONCE:
        try:
            judge(desk(), upload.id, now())
        except Busy:
            return


def _page(staff: Staff, error: str = "") -> str:
    kind, before = request.args.get("kind", ""), request.args.get("before", 0, type=int)
    if kind not in ("", *BATCH_KINDS) or not 0 <= before <= BIGGEST_KEY:
        abort(404)
    with house().database.reading() as rows:
        page = list_imports(rows, staff, before, kind)
        hands_in = may(staff.role, Permission.HAND_IN_FILES)
        in_hand = own_uploads(rows, staff, IN_HAND) if hands_in else ()
        unfinished = unfinished_of(rows, staff, now=now()) if hands_in else ()
        return render_template(
            "imports.html",
            lines=[batch_row(each) for each in page.lines],
            older=page.older,
            before=before,
            kind=kind,
            kinds=_kinds_for(staff),
            uploads=[upload_line(each, is_acceptable=good) for each, good in in_hand],
            unfinished=[unfinished_line(each) for each in unfinished],
            templates={each: TEMPLATES[each] for each in _templates_for(staff)},
            most_mb=house().settings.import_most_mb,
            most_rows=MOST_ROWS,
            error=error,
        )


def _kinds_for(staff: Staff) -> Mapping[str, FileKind]:
    """A school is not offered what no file of its own can be."""
    is_office = may(staff.role, Permission.SEE_REGION)
    return {name: kind for name, kind in BATCH_KINDS.items() if is_office or may_hand_in(staff.role, kind)}


def _templates_for(staff: Staff) -> Sequence[str]:
    return [each for each, (kind, _) in TEMPLATES.items() if may_hand_in(staff.role, FileKind(kind))]


def _template(kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(kind, path)
        return path.read_bytes()
