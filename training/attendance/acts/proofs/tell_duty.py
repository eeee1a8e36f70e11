from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.districts_of import districts_of
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.devices import Device


def tell_duty(session: Session, device: Device, kind: str, cause: str, text: str, *, now: datetime) -> int:
    """Tell whoever runs the installation and the districts whose classes punch there today, once for a cause.

    Says how many alerts are new.
    """
    today, where = shanghai_day(now), device.institution_id
    key = f"{kind}:{device.id}:{cause}"
    administrator = AlertDraft(kind, f"{key}:admin", text, Audience.ADMINISTRATOR, institution_id=where)
    inspectors = (
        AlertDraft(
            kind,
            f"{key}:{district}",
            text,
            Audience.INSPECTORS,
            institution_id=where,
            district_id=district,
        )
        for district in districts_of(session, device, (today, today))
    )
    return sum(raise_alert(session, draft, now=now) for draft in (administrator, *inspectors))
