"""The cameras that somebody may keep: the city's all, a district's those of its schools and classes (R09)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, joinedload

from training.classes.views.looked_after import looked_after
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.cameras import Camera, CameraRetirement
from training.records.classes.classes import Institution, TrainingClass
from training.records.columns import BIGGEST_KEY
from training.records.staff.staff import Staff


def see_camera(session: Session, staff: Staff, key: int) -> Camera:
    """Also one that is used no more; raises NotFound."""
    own = select(Camera).where(Camera.id == key, is_kept_by(staff))
    whole = own.options(joinedload(Camera.institution), joinedload(Camera.retirement))
    found = session.scalars(whole).one_or_none() if key <= BIGGEST_KEY else None
    if found is None:
        raise NotFound("这台摄像机")
    return found


def list_cameras(session: Session, staff: Staff, *, retired: bool, after: int, most: int) -> Sequence[Camera]:
    """The newest first, those registered before the one of key `after` (0: from the first); one statement."""
    own = select(Camera).outerjoin(CameraRetirement).where(is_kept_by(staff))
    in_use = CameraRetirement.id.is_(None)
    rows = own.where(~in_use if retired else in_use, Camera.id < after if after else true())
    whole = rows.options(joinedload(Camera.institution), joinedload(Camera.retirement))
    return session.scalars(whole.order_by(Camera.id.desc()).limit(most)).all()


def is_kept_by(staff: Staff) -> ColumnElement[bool]:
    """A camera has no district: one has those of its own institutions, and of those with classes in it."""
    if is_everywhere(staff.role, Permission.KEEP_CAMERAS):
        return true()
    held = select(TrainingClass.institution_id).where(within_class(staff, Permission.KEEP_CAMERAS))
    own = looked_after(staff, Permission.KEEP_CAMERAS).with_only_columns(Institution.id)
    return or_(Camera.institution_id.in_(held), Camera.institution_id.in_(own))
