"""Large files come part by part and go on where the line broke: tus 1.0.0, for the office's own pages.

Core, creation, expiration, termination and checksum, as tus.io/protocols/resumable-upload has them. A part is
in the store, and then its row in the database, before it is acknowledged: the row says how far it is.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, make_response, request, url_for
from werkzeug.http import http_date

from training.errors import Refusal
from training.intake.acts.begin_partial_file import NewPartialFile, begin_partial_file
from training.intake.acts.end_partial_file import end_partial_file
from training.intake.acts.keep_part import NewPart, keep_part
from training.intake.rules.receiving import (
    Arrived,
    FileTooLarge,
    OtherOffset,
    PartTooLarge,
    expires_at,
    refuse_part,
)
from training.intake.terms import PartialEnding
from training.intake.views.partial_files import arrived_of, find_partial_file
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.uploads import PartialFile
from webapp.web.errors import say_when, status_of
from webapp.web.forms import done
from webapp.web.house import house, now
from webapp.web.parts.sent import let_go, most_bytes
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("parts", __name__, url_prefix="/desk/parts")
VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
CHECKSUM = "sha256"
WRONG_CHECKSUM = 460
PART_TYPE = "application/offset+octet-stream"
MOST_DIGITS = 18
"""Of a number of bytes: more of them are no file."""


@blueprint.route("", methods=["OPTIONS"])
@staff_required(Permission.SEND_IN_PARTS)
def capabilities(staff: Staff) -> Response:
    told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(most_bytes())}
    told["Tus-Checksum-Algorithm"] = CHECKSUM
    return _answer(204, told)


@blueprint.post("")
@staff_required(Permission.SEND_IN_PARTS)
def begin(staff: Staff) -> Response:
    _speak_one_version()
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    size = _number("Upload-Length")
    new = NewPartialFile(told.get("filename", ""), size, most_bytes(), told.get("changed", ""))
    try:
        with house().database.writing() as rows:
            file = begin_partial_file(rows, staff, new, now=now())
            where = {"Location": url_for("parts.ask", file_id=file.public_id), **_expiry(file)}
    except Refusal as refusal:
        return _refused(refusal)
    return _answer(201, where)


@blueprint.route("/<uuid:file_id>", methods=["HEAD"])
@staff_required(Permission.SEND_IN_PARTS)
def ask(staff: Staff, file_id: UUID) -> Response:
    """How far it is."""
    try:
        file, arrived = _spoken_of(staff, file_id)
    except Refusal as refusal:
        return _refused(refusal)
    told = {"Upload-Offset": str(arrived.bytes), "Upload-Length": str(file.size), "Cache-Control": "no-store"}
    return _answer(200, {**told, **_expiry(file)})


@blueprint.patch("/<uuid:file_id>")
@staff_required(Permission.SEND_IN_PARTS)
def go_on(staff: Staff, file_id: UUID) -> Response:
    try:
        file, arrived = _spoken_of(staff, file_id)
        start, content = _number("Upload-Offset"), _content()
        refuse_part(start, len(content), arrived, file.size)
        offset = _keep(file, start, content) if content else arrived.bytes
    except Refusal as refusal:
        return _refused(refusal)
    return _answer(204, {"Upload-Offset": str(offset), **_expiry(file)})


@blueprint.delete("/<uuid:file_id>")
@staff_required(Permission.SEND_IN_PARTS)
def end(staff: Staff, file_id: UUID) -> Response:
    try:
        file, _ = _spoken_of(staff, file_id)
        _give_up(file)
    except Refusal as refusal:
        return _refused(refusal)
    return _answer(204)


@blueprint.post("/<uuid:file_id>/give-up")
@staff_required(Permission.SEND_IN_PARTS)
def give_up(staff: Staff, file_id: UUID) -> Response:
    """The same by a form: who comes back later may have no script that goes on."""
    file, _ = _own(staff, file_id)
    _give_up(file)
    return done(url_for("imports.index"))


def _spoken_of(staff: Staff, file_id: UUID) -> tuple[PartialFile, Arrived]:
    """What is not one's own is not found, in whatever version one asks."""
    own = _own(staff, file_id)
    _speak_one_version()
    return own


def _speak_one_version() -> None:
    """Whoever speaks another one is told which, and nothing is done."""
    if request.headers.get("Tus-Resumable") != VERSION:
        abort(_answer(412, {"Tus-Version": VERSION}))


def _own(staff: Staff, file_id: UUID) -> tuple[PartialFile, Arrived]:
    with house().database.reading() as rows:
        file = find_partial_file(rows, staff, file_id, now=now())
        return file, arrived_of(rows, file.id)


def _keep(file: PartialFile, start: int, content: bytes) -> int:
    """On the disk before its row; under a name of its own, for a part that was cut off may come again."""
    part = NewPart(start, len(content), f"uploads/parts/{uuid4()}")
    house().papers.put(part.store_key, content, "application/octet-stream")
    try:
        with house().database.writing() as rows:
            return keep_part(rows, file, part, now=now())
    except Refusal:
        house().papers.remove(part.store_key)
        raise


def _give_up(file: PartialFile) -> None:
    with house().database.writing() as rows:
        keys = end_partial_file(rows, file, PartialEnding.GIVEN_UP, now=now())
    let_go(keys)


def _content() -> bytes:
    if request.mimetype != PART_TYPE:
        abort(_answer(415))
    content: bytes = request.get_data(cache=False)
    _refuse_damaged(content)
    return content


def _refuse_damaged(content: bytes) -> None:
    """Where the sender says what it sent, a part that came otherwise is not kept (460)."""
    said = request.headers.get("Upload-Checksum", "")
    name, _, digest = said.partition(" ")
    if said and name != CHECKSUM:
        abort(_answer(400))
    if said and b64encode(sha256(content).digest()).decode() != digest.strip():
        abort(_answer(WRONG_CHECKSUM))


def _number(header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS):
        abort(_answer(400))
    return int(told)


def _metadata(header: str) -> Mapping[str, str]:
    """Pairs of a key and a value in Base64, parted by commas."""
    pairs = [each.split(" ", 1) for each in header.split(",") if each.strip()]
    try:
        return {
            key.strip(): b64decode("".join(value), validate=True).decode("utf-8")
            for key, *value in (map(str.strip, each) for each in pairs)
        }
    except (Error, ValueError):
        abort(_answer(400))


def _expiry(file: PartialFile) -> Mapping[str, str]:
    return {"Upload-Expires": http_date(expires_at(file.begun_at))}


def _refused(refusal: Refusal) -> Response:
    """By the protocol's own numbers where it has any; why, in words, for whoever shows it."""
    is_too_large = isinstance(refusal, FileTooLarge | PartTooLarge)
    told = {"Upload-Offset": str(refusal.offset)} if isinstance(refusal, OtherOffset) else {}
    answer = _answer(413 if is_too_large else status_of(refusal), told)
    if request.method != "HEAD":
        answer.mimetype = "application/json"
        answer.set_data(json.dumps({"error": str(refusal)}, ensure_ascii=False))
    return say_when(answer, refusal)


def _answer(status: int, headers: Mapping[str, str] | None = None) -> Response:
    answer = make_response("", status)
    answer.headers.update({"Tus-Resumable": VERSION, **(headers or {})})
    return answer
