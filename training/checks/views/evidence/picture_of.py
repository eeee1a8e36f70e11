"""Which picture of a check a count is about."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.evidence.newest_picture import newest_picture
from training.errors import Next, NotFound, NotNow
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


class NoPicture(NotNow):
    """There is no picture yet that could be meant."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("还没有照片；请先发照片，再标“全景”或写“说明”。")


def picture_of(session: Session, check: SpotCheck, staff: Staff, evidence_id: UUID | None) -> Evidence:
    """The picture of the check that is named, else one's own latest; raises NotFound or NoPicture."""
    if evidence_id is None:
        found = newest_picture(session, check, staff)
        if found is None:
            raise NoPicture
        return found
    own = select(Evidence).where(Evidence.check_id == check.id)
    named = session.scalars(own.where(Evidence.public_id == evidence_id)).one_or_none()
    if named is None:
        raise NotFound("本次检查的这张照片（请先上传）")
    return named
