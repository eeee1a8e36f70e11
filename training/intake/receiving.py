"""A file that somebody hands in, on its way into the store: every door does it this way."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from training.intake.acts.keep_upload import NewUpload
from training.ports.files import FileStore, VirusScanner
from training.scanning import refuse_infected


@dataclass(frozen=True)
class Reception:
    """Who looks at a file, and where it lies then; made by the composition."""

    papers: FileStore
    """The store that seals what it keeps."""
    scanner: VirusScanner | None


def receive(reception: Reception, name: str, content: bytes) -> NewUpload:
    """Scanned, then put: before its row, so that no row names what is not there.

    Raises FileRefused or StoreUnavailable.
    """
    refuse_infected(reception.scanner, content)
    public_id = uuid4()
    key = f"uploads/{public_id}"
    reception.papers.put(key, content, "application/octet-stream")
    return NewUpload(public_id, name, sha256(content).hexdigest(), len(content), key)
