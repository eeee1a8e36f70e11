"""A document on its way into the store: scanned, read as what it is, sealed, and then its row."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from training.documents.sheets.read_document import read_document
from training.documents.terms import Media
from training.notice.notes import MOST_LETTERS, read_note
from training.ports.files import FileStore, VirusScanner
from training.scanning import refuse_infected

FOLDER = "documents"


@dataclass(frozen=True)
class NewFile:
    """What lies in the store already; the row of it follows."""

    public_id: UUID
    name: str
    media: Media
    size: int
    """Bytes."""
    sha256: str
    store_key: str
    is_scanned: bool


def receive_document(store: FileStore, scanner: VirusScanner | None, name: str, content: bytes) -> NewFile:
    """Put before its row, so that no row names what is not there; `store` seals what it keeps.

    Raises FileRefused, BadDocumentFile, BadPaper, BadPicture, Busy or StoreUnavailable.
    """
    refuse_infected(scanner, content)
    media, public_id = read_document(content), uuid4()
    key = f"{FOLDER}/{public_id}"
    store.put(key, content, "application/octet-stream")
    digest = sha256(content).hexdigest()
    return NewFile(public_id, _called(name), media, len(content), digest, key, scanner is not None)


def _called(name: str) -> str:
    """Without the folders that some browsers send along, and no longer than a row holds."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return read_note(last[-MOST_LETTERS:]) or "未命名"
