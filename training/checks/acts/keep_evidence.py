"""Pictures of a check are kept as they came; marking one as the panorama is an act of its own (R39)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_check, find_running_check, refuse_act, visible_checks
from training.checks.views.newest_picture import newest_picture
from training.checks.views.see_check import view_of
from training.errors import NotFound, Refusal
from training.notice.terms import CheckMethod
from training.pictures.pictures import Picture
from training.records.checks.evidence import Evidence, PanoramaMark
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff

MOST_PICTURES = 60


@dataclass(frozen=True)
class ReceivedPicture:
    """A picture whose bytes lie in the store already, and by which way it came (chat or page)."""

    picture: Picture
    source: str
    shows_everybody: bool = False
    """全景: the room with everybody in it."""


@dataclass(frozen=True)
class ServedEvidence:
    """Where the store has the copy that may be shown."""

    key: str
    media_type: str


class TooManyPictures(Refusal):
    """A check keeps so many pictures and no more."""

    def __init__(self) -> None:
        super().__init__(f"一次检查最多留存 {MOST_PICTURES} 张照片，这张没有保存。")


class UsedElsewhere(Refusal):
    """The very same picture proves another check."""

    def __init__(self) -> None:
        super().__init__("这张照片已用于另一次检查，不能再作证据；请现场重新拍摄或截屏。")


class NoPicture(Refusal):
    """There is no picture yet that could be meant."""

    def __init__(self) -> None:
        super().__init__("还没有照片；请先发照片，再标“全景”或写“说明”。")


def keep_evidence(
    session: Session, staff: Staff, check_id: UUID, received: ReceivedPicture, *, now: datetime
) -> CheckView:
    """Record a picture of the check; the same picture again is not recorded again, but may be marked.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, UsedElsewhere or TooManyPictures.
    """
    check = find_running_check(session, staff, check_id)
    evidence = _known(session, check, received.picture) or _keep(session, staff, check, received, now)
    if received.shows_everybody:
        _mark(session, staff, evidence, True, now)
    return view_of(session, check, staff, now)


def refuse_evidence(session: Session, staff: Staff, check_id: UUID, picture: Picture) -> None:
    """Before its bytes go into the store: raises what `keep_evidence` would, of a picture not kept yet."""
    check = find_check(session, staff, check_id)
    if _known(session, check, picture) is None:
        refuse_act(staff, check)
        _refuse_unfit(session, check, picture)


def mark_panorama(
    session: Session,
    staff: Staff,
    check_id: UUID,
    evidence_id: UUID | None,
    *,
    shows_everybody: bool = True,
    now: datetime,
) -> CheckView:
    """Say that a picture, by default one's own latest, is the panorama with everybody in it, or is not.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod or NoPicture.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.PHONE)
    evidence = picture_of(session, check, staff, evidence_id)
    _mark(session, staff, evidence, shows_everybody, now)
    return view_of(session, check, staff, now)


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


def see_evidence(session: Session, staff: Staff, evidence_id: UUID) -> ServedEvidence:
    """Where the shown copy lies, for those who may see the check; raises NotFound."""
    found = session.scalars(select(Evidence).where(Evidence.public_id == evidence_id)).one_or_none()
    own = visible_checks(staff).where(SpotCheck.id == (found.check_id if found else None))
    if found is None or session.scalars(own).one_or_none() is None:
        raise NotFound("这张照片")
    return ServedEvidence(found.served_key, found.media_type)


def _known(session: Session, check: SpotCheck, picture: Picture) -> Evidence | None:
    own = select(Evidence).where(Evidence.check_id == check.id, Evidence.sha256 == picture.sha256)
    return session.scalars(own).one_or_none()


def _keep(
    session: Session, staff: Staff, check: SpotCheck, received: ReceivedPicture, now: datetime
) -> Evidence:
    picture = received.picture
    _refuse_unfit(session, check, picture)
    evidence = Evidence(
        check_id=check.id,
        sha256=picture.sha256,
        media_type=picture.media_type,
        size=len(picture.original),
        width=picture.width,
        height=picture.height,
        taken_at=picture.taken_at,
        taken_place=picture.taken_place,
        original_key=picture.original_key,
        served_key=picture.served_key,
        source=received.source,
        received_by=staff.name,
        received_at=now,
    )
    session.add(evidence)
    session.flush()
    return evidence


def _refuse_unfit(session: Session, check: SpotCheck, picture: Picture) -> None:
    if _is_used_elsewhere(session, check, picture):
        raise UsedElsewhere
    if (session.scalar(select(func.count()).where(Evidence.check_id == check.id)) or 0) >= MOST_PICTURES:
        raise TooManyPictures


def _is_used_elsewhere(session: Session, check: SpotCheck, picture: Picture) -> bool:
    """A voided check that is done again may bring its pictures along."""
    same = select(Evidence.id).where(Evidence.sha256 == picture.sha256, Evidence.check_id != check.id)
    valid = same.outerjoin(CheckVoiding, CheckVoiding.check_id == Evidence.check_id)
    return session.scalar(valid.where(CheckVoiding.id.is_(None)).limit(1)) is not None


def _mark(session: Session, staff: Staff, evidence: Evidence, shows_everybody: bool, now: datetime) -> None:
    mark = PanoramaMark(
        evidence_id=evidence.id,
        is_panorama=shows_everybody,
        everybody_in=shows_everybody,
        marked_by=staff.name,
        marked_at=now,
    )
    session.add(mark)
    session.flush()
