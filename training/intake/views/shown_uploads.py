from sqlalchemy import Select, select

from training.intake.terms import UploadState
from training.records.staff.staff import Staff
from training.records.uploads import Upload


def shown_uploads(staff: Staff) -> Select[Upload]:
    """The files that this person uploaded and has yet to confirm, or to let go; nobody else's."""
    return select(Upload).where(Upload.staff_id == staff.id, Upload.state == UploadState.SHOWN)
