"""Photos of claims on their way in: scanned, read, and kept under names that tell nothing."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

from flask import request

from training.claims.acts.keep_paper import StoredFile
from training.claims.sheets.paper_files import PaperFile, read_paper_file
from training.ports.files import PaperStore, VirusScanner
from training.records.claims.claims import C1Claim
from training.scanning import refuse_infected
from webapp.web.house import house

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


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
