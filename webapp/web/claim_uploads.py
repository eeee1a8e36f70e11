"""Photos of claims on their way in: scanned, read, and kept under names that tell nothing."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

from flask import request

from training.claims.acts.keep_paper import StoredFile
from training.claims.sheets.paper_files import PaperFile, read_paper_file
from training.errors import NotRight
from training.ports.files import Infected, PaperStore, ScannerUnavailable, VirusScanner
from training.records.claims.claims import C1Claim
from webapp.web.house import house

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


class FileRefused(NotRight):
    """The scanner found something, or could not look."""


def read_file(content: bytes) -> PaperFile:
    """Scan and read what came; raises FileRefused, BadPaper or BadPicture."""
    return scan_and_read(house().scanner, content)


def photo_of_form() -> bytes:
    """A large one lies in a temporary file, which goes at once."""
    sent = request.files.get("photo")
    if sent is None:
        return b""
    with closing(sent):
        content: bytes = sent.read()
    return content


def scan_and_read(scanner: VirusScanner | None, content: bytes) -> PaperFile:
    """Raises FileRefused, BadPaper or BadPicture."""
    refuse_infected(scanner, content)
    return read_paper_file(content)


def refuse_infected(scanner: VirusScanner | None, content: bytes) -> None:
    """Raises FileRefused where the scanner finds something, or cannot look."""
    if scanner is not None and content:
        try:
            scanner.scan(content)
        except Infected as found:
            raise FileRefused("文件没有通过安全检查，不能接收；请直接用手机拍照。") from found
        except ScannerUnavailable as fault:
            raise FileRefused("现在不能检查文件是否安全，请过几分钟再交，已交的不会丢失。") from fault


def store_file(claim: C1Claim, file: PaperFile) -> StoredFile:
    """Into the store under names that tell nothing; the row follows only if this went well."""
    return store_in(house().papers, f"claims/{claim.public_id}", file)


def store_minutes(store: PaperStore, file: PaperFile) -> StoredFile:
    """The minutes of a meeting, which nobody needs a small copy of."""
    return store_in(store, "minutes", replace(file, thumbnail=b""))


def store_in(store: PaperStore, folder: str, file: PaperFile) -> StoredFile:
    """Under a name that nobody can guess."""
    public_id = uuid4()
    key = f"{folder}/{public_id}.{ENDINGS[file.media_type]}"
    thumbnail_key = f"{folder}/{public_id}-small.jpg" if file.thumbnail else ""
    store.put(key, file.content, file.media_type)
    if thumbnail_key:
        store.put(thumbnail_key, file.thumbnail, "image/jpeg")
    return StoredFile(
        public_id=public_id,
        sha256=file.sha256,
        media_type=file.media_type,
        size=len(file.content),
        width=file.width,
        height=file.height,
        store_key=key,
        thumbnail_key=thumbnail_key,
    )


def let_go(stored: StoredFile) -> None:
    """Of a file whose row was refused: nothing is kept that no row knows."""
    for key in (stored.store_key, stored.thumbnail_key):
        if key:
            house().papers.remove(key)
