"""The files of a form: whole in it, or come part by part before it. What follows is the same for both."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, request
from sqlalchemy.orm import Session

from training.intake.acts.end_partial_file import end_partial_file
from training.intake.rules.receiving import MB, FileTooLarge, NotWholeYet
from training.intake.terms import PartialEnding
from training.intake.views.partial_files import find_partial_file, parts_of
from training.ports.files import StoreUnavailable
from training.records.staff.staff import Staff
from training.records.uploads import PartialFile
from webapp.web.house import house, now

PARTS = "parts"
"""The field that names files which came before."""
log = logging.getLogger("chaban.parts")


@dataclass(frozen=True)
class SentFile:
    """One file, as it came."""

    name: str
    content: bytes
    partial: PartialFile | None = None
    """Where it came part by part."""


def most_bytes() -> int:
    """Of one file: what the largest form takes in."""
    settings = house().settings
    return max(settings.import_most_mb, settings.evidence_most_mb, settings.attachment_most_mb) * MB


def sent_files(staff: Staff, field: str, most: int) -> Sequence[SentFile]:
    """All files of the form; `most` is bytes, of all together.

    Raises NotFound, FileEnded, NotWholeYet, FileTooLarge, and StoreUnavailable.
    """
    files = [*_whole(field), *_in_parts(staff, most)]
    if sum(len(each.content) for each in files) > most:
        raise FileTooLarge(most)
    return files


def settle(rows: Session, files: Sequence[SentFile]) -> Sequence[str]:
    """In the transaction that takes them in; gives the keys whose bytes are to be let go of after it."""
    came = [each.partial for each in files if each.partial is not None]
    return [key for each in came for key in end_partial_file(rows, each, PartialEnding.TAKEN, now=now())]


def let_go(keys: Sequence[str]) -> None:
    """After the commit, which nothing unsays: what the store still has is a stray, and goes some night."""
    for key in keys:
        try:
            house().papers.remove(key)
        except StoreUnavailable as fault:
            log.warning("a part stays in the store: %s", fault)


def _whole(field: str) -> list[SentFile]:
    found = []
    for each in request.files.getlist(field):
        if each.filename:
            found.append(SentFile(each.filename, each.read()))
            each.seek(0)
    return found


def _in_parts(staff: Staff, most: int) -> list[SentFile]:
    named = [_id(each) for each in request.form.getlist(PARTS)]
    with house().database.reading() as rows:
        files = [find_partial_file(rows, staff, each, now=now()) for each in dict.fromkeys(named)]
        if sum(each.size for each in files) > most:
            raise FileTooLarge(most)
        keys = {each.id: [part.store_key for part in parts_of(rows, each.id)] for each in files}
    return [SentFile(each.file_name, _content(each, keys[each.id]), each) for each in files]


def _content(file: PartialFile, keys: Sequence[str]) -> bytes:
    content = b"".join(house().papers.get(each) for each in keys)
    if len(content) != file.size:
        raise NotWholeYet
    return content


def _id(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        abort(400)
