from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.secrets_given import newest_secret
from training.records.attendance.devices import Device


def take_up_secret(session: Session, device: Device, brought: bytes | None, *, now: datetime) -> bool:
    """The machine has come at its new address: that one is its only one from now on.

    `device` is locked: what was `brought`, as a digest, is compared with what stands there now. False where
    it has been replaced meanwhile; True also where another connection of the machine was first.
    """
    if brought is None or device.next_secret_digest != brought:
        return brought is not None and device.secret_digest == brought
    device.secret_digest, device.next_secret_digest = brought, None
    newest_secret(session, device).first_used_at = now
    return True
