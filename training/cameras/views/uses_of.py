"""Which class is seen by which camera: of what was ever said of a class the latest holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.cameras import Camera, CameraRetirement, CameraUse
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

LATER = aliased(CameraUse)


def cameras_of(session: Session, staff: Staff, classes: Iterable[UUID]) -> Mapping[UUID, Camera | None]:
    """The camera of each of these classes that this person may look into, None where it has none.

    One statement, however many; a class that is not theirs is not there.
    """
    held, seen = _held(), within_class(staff, Permission.SEE_PANORAMA)
    rows = (
        select(TrainingClass.public_id, Camera)
        .outerjoin(held, held.c.class_id == TrainingClass.id)
        .outerjoin(Camera, Camera.id == held.c.camera_id)
        .where(TrainingClass.public_id.in_(list(classes)), seen)
    )
    return {class_id: camera for class_id, camera in session.execute(rows)}


def camera_of(session: Session, own: TrainingClass) -> Camera | None:
    """The camera of one class, None where it has none or its camera was taken out of use."""
    held = _held()
    rows = select(Camera).join(held, held.c.camera_id == Camera.id).where(held.c.class_id == own.id)
    return session.scalars(rows).one_or_none()


def last_use(session: Session, own: TrainingClass) -> CameraUse | None:
    """What was said last of this class."""
    said = select(CameraUse).where(CameraUse.class_id == own.id).order_by(CameraUse.ordinal.desc())
    return session.scalars(said.options(joinedload(CameraUse.camera)).limit(1)).one_or_none()


def classes_of(session: Session, cameras: Sequence[Camera]) -> Mapping[int, list[TrainingClass]]:
    """Those that each camera sees now, by class number; one statement."""
    held = _held()
    rows = select(held.c.camera_id, TrainingClass).join(held, held.c.class_id == TrainingClass.id)
    mine = rows.where(held.c.camera_id.in_([each.id for each in cameras]))
    found: dict[int, list[TrainingClass]] = {}
    for key, own in session.execute(mine.order_by(TrainingClass.class_number)):
        found.setdefault(key, []).append(own)
    return found


def classes_to_see(session: Session, staff: Staff, camera: Camera, today: date) -> Sequence[TrainingClass]:
    """Those of its institution that have not ended and that this person may give a camera, by number."""
    own = select(TrainingClass).where(
        TrainingClass.institution_id == camera.institution_id,
        TrainingClass.ends_on >= today,
        within_class(staff, Permission.KEEP_CAMERAS),
    )
    return session.scalars(own.order_by(TrainingClass.class_number)).all()


def _held() -> Subquery:
    """By class the camera that is in use there now."""
    latest = select(func.max(LATER.ordinal)).where(LATER.class_id == CameraUse.class_id).scalar_subquery()
    uses = select(CameraUse.class_id, CameraUse.camera_id).outerjoin(
        CameraRetirement, CameraRetirement.camera_id == CameraUse.camera_id
    )
    in_use = CameraUse.camera_id.is_not(None) & CameraRetirement.id.is_(None)
    return uses.where(CameraUse.ordinal == latest, in_use).subquery()
