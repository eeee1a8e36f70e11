from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.cameras.rules.drafts import check_account, read_class_room
from training.ports.cameras import CameraAccess
from training.records.cameras import Camera
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class CameraDraft:
    """A camera as somebody registers it; the address was read by `read_address`."""

    institution: Institution
    class_room: str
    access: CameraAccess


def add_camera(session: Session, staff: Staff, draft: CameraDraft, *, now: datetime) -> Camera:
    """Register it. Raises BadCamera or TextTooLong."""
    check_account(draft.access.account, draft.access.password)
    camera = Camera(
        institution_id=draft.institution.id,
        class_room=read_class_room(draft.class_room),
        address=draft.access.address,
        account=draft.access.account,
        password=draft.access.password,
        registered_by_id=staff.id,
        registered_by=staff.name,
        registered_at=now,
    )
    session.add(camera)
    session.flush()
    return camera
