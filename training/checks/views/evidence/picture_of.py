"""Which picture of a check is meant."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.checks.terms import CheckMethod
from training.checks.views.evidence.newest_picture import newest_picture
from training.errors import Next, NotFound, NotNow
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

PICTURES = {CheckMethod.PHONE: "照片", CheckMethod.VIDEO: "截图"}


class NoPicture(NotNow):
    """There is no picture yet that could be meant."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("还没有照片；请先发照片，再标“全景”或写“说明”。")


class WasWithdrawn(NotNow):
    """It was taken back, and does not come back."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("这张照片已经撤回，不再作为本次检查的证据；请另发一张。")


def picture_of(session: Session, check: SpotCheck, staff: Staff, evidence_id: UUID | None) -> Evidence:
    """The picture that is named, else one's own latest; raises NotFound, NoPicture or WasWithdrawn."""
    if evidence_id is not None:
        return picture_named(session, check, evidence_id)
    found = newest_picture(session, check, staff)
    if found is None:
        raise NoPicture
    return found


def picture_named(session: Session, check: SpotCheck, evidence_id: UUID) -> Evidence:
    """Raises NotFound or WasWithdrawn."""
    own = pictures_of(check).where(Evidence.public_id == evidence_id)
    return _living(session.scalars(own).one_or_none(), "本次检查的这张照片（请先上传）")


def picture_at(session: Session, check: SpotCheck, place: int) -> Evidence:
    """The one that is called 第 n 张; a number stays what it was when another is taken back.

    Raises NotFound or WasWithdrawn.
    """
    pictures = session.scalars(pictures_of(check)).all()
    at_place = pictures[place - 1] if 0 < place <= len(pictures) else None
    return _living(at_place, f"第 {place} 张{PICTURES[check.method]}（本次检查有 {len(pictures)} 张）")


def pictures_of(check: SpotCheck) -> Select[Evidence]:
    """All of them, in the order in which they came."""
    return select(Evidence).where(Evidence.check_id == check.id).order_by(Evidence.id)


def _living(found: Evidence | None, what: str) -> Evidence:
    if found is None:
        raise NotFound(what)
    if found.withdrawal is not None:
        raise WasWithdrawn
    return found
