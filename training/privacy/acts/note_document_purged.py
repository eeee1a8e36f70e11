from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.privacy.views.documents_due_for_purge import DueDocument
from training.records.documents import Attachment


def note_document_purged(session: Session, due: DueDocument, *, now: datetime) -> None:
    """After the store has let go of the file; that there was one, its hash and who handed it in stay."""
    own = update(Attachment).where(Attachment.id == due.attachment_id)
    session.execute(own.values(purged_at=now, file_name=""))
