"""The copy of a picture that those who may see its check are shown."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import visible_checks
from training.errors import NotFound
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ServedEvidence:
    """Where the store has the copy that may be shown."""

    key: str
    media_type: str


def see_evidence(session: Session, staff: Staff, evidence_id: UUID) -> ServedEvidence:
    """Where the shown copy lies, for those who may see the check; raises NotFound."""
    found = session.scalars(select(Evidence).where(Evidence.public_id == evidence_id)).one_or_none()
    own = visible_checks(staff).where(SpotCheck.id == (found.check_id if found else None))
    if found is None or session.scalars(own).one_or_none() is None:
        raise NotFound("这张照片")
    if found.purged_at:
        raise NotFound("这张照片，它已按保存期限删除")
    return ServedEvidence(found.served_key, found.media_type)
