"""Whether a picture may be kept as evidence of a check."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.views.evidence.living import living
from training.checks.views.evidence.picture_of import WasWithdrawn
from training.checks.views.find_check import find_check, refuse_act
from training.errors import Next, NotNow
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


def kept_picture(session: Session, check: SpotCheck, sha256: str) -> Evidence | None:
    """The same picture where it is kept already; raises WasWithdrawn where it was taken back."""
    own = select(Evidence).where(Evidence.check_id == check.id, Evidence.sha256 == sha256)
    found = session.scalars(own).one_or_none()
    if found is not None and found.withdrawal is not None:
        raise WasWithdrawn
    return found


def refuse_unfit_picture(session: Session, check: SpotCheck, sha256: str) -> None:
    if _is_used_elsewhere(session, check, sha256):
        raise UsedElsewhere
    if (session.scalar(select(func.count()).where(Evidence.check_id == check.id)) or 0) >= MOST_PICTURES:
        raise TooManyPictures


def _is_used_elsewhere(session: Session, check: SpotCheck, sha256: str) -> bool:
    """A voided check that is done again may bring its pictures along, and what was taken back is free."""
    same = living(select(Evidence.id)).where(Evidence.sha256 == sha256, Evidence.check_id != check.id)
    valid = same.outerjoin(CheckVoiding, CheckVoiding.check_id == Evidence.check_id)
    return session.scalar(valid.where(CheckVoiding.id.is_(None)).limit(1)) is not None


MOST_PICTURES = 60


class TooManyPictures(NotNow):
    """A check keeps so many pictures and no more."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__(f"一次检查最多留存 {MOST_PICTURES} 张照片，这张没有保存；请用已留存的照片。")


class UsedElsewhere(NotNow):
    """The very same picture proves another check."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("这张照片已用于另一次检查，不能再作证据；请现场重新拍摄或截屏。")


def refuse_evidence(session: Session, staff: Staff, check_id: UUID, sha256: str) -> None:
    """Before its bytes are read and stored: raises what `keep_evidence` would, of a picture not kept yet."""
    check = find_check(session, staff, check_id)
    if kept_picture(session, check, sha256) is None:
        refuse_act(staff, check)
        refuse_unfit_picture(session, check, sha256)
