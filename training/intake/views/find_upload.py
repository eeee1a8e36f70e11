from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.errors import NotFound
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadReading


def find_upload(session: Session, staff: Staff, public_id: UUID) -> Upload:
    """One's own; what somebody else uploaded is not found (raises NotFound)."""
    own = select(Upload).where(Upload.public_id == public_id, Upload.staff_id == staff.id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这个上传的文件")
    return found


def find_by_code(session: Session, staff: Staff, code: str) -> Upload:
    """One's own whose newest reading has a fingerprint that begins so; the latest; raises NotFound."""
    other = aliased(UploadReading)
    newest = select(func.max(other.ordinal)).where(other.upload_id == Upload.id)
    own = (
        select(Upload)
        .join(UploadReading, UploadReading.upload_id == Upload.id)
        .where(Upload.staff_id == staff.id, UploadReading.ordinal == newest.scalar_subquery())
        .where(UploadReading.digest.startswith(code, autoescape=True))
    )
    found = session.scalars(own.order_by(Upload.id.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotFound("这个指纹的文件")
    return found


def hold_upload(session: Session, upload_id: int) -> Upload:
    """Whoever else would confirm, read or let go of it waits, and then sees what became of it."""
    return session.get_one(Upload, upload_id, with_for_update=True, populate_existing=True)


def newest_reading(session: Session, upload: Upload) -> UploadReading:
    """The one that counts: each asked for takes the place of the one before."""
    own = select(UploadReading).where(UploadReading.upload_id == upload.id)
    return session.scalars(own.order_by(UploadReading.ordinal.desc()).limit(1)).one()


def own_uploads(session: Session, staff: Staff, most: int) -> Sequence[tuple[Upload, bool]]:
    """The newest that this person uploaded, and whether anything in each could be confirmed."""
    other = aliased(UploadReading)
    newest = select(func.max(other.ordinal)).where(other.upload_id == Upload.id)
    own = (
        select(Upload, UploadReading.is_acceptable)
        .join(UploadReading, UploadReading.upload_id == Upload.id)
        .where(Upload.staff_id == staff.id, UploadReading.ordinal == newest.scalar_subquery())
    )
    return [(each, good) for each, good in session.execute(own.order_by(Upload.id.desc()).limit(most))]
