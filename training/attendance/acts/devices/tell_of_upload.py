from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.devices import Device

KIND = "device unread"


def tell_of_upload(session: Session, device: Device, cause: str, text: str, *, now: datetime) -> None:
    """Tell the institution and whoever runs the installation, once for a cause of this machine."""
    for audience in (Audience.INSTITUTION, Audience.ADMINISTRATOR):
        key = f"{KIND}:{device.id}:{cause}:{audience}"
        draft = AlertDraft(KIND, key, text, audience, institution_id=device.institution_id)
        raise_alert(session, draft, now=now)
