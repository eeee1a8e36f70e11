from sqlalchemy import Select, or_, select

from training.notice.terms import Role
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff


def alerts_for(staff: Staff) -> Select[Alert]:
    """The alerts that this person may read, the newest first: the city's are all that inspectors get (R09).

    Auditors read what became of classes; that a channel is out of money is for those who run it.
    """
    alerts = select(Alert).order_by(Alert.raised_at.desc(), Alert.id.desc())
    if staff.role is Role.INSTITUTION:
        own = Alert.institution_id == staff.institution_id
        return alerts.where(Alert.audience == Audience.INSTITUTION, own)
    inspectors = Alert.audience == Audience.INSPECTORS
    if staff.role is Role.DISTRICT:
        return alerts.where(inspectors, Alert.district_id == staff.district_id)
    if staff.role is Role.AUDITOR:
        return alerts.where(inspectors)
    return alerts.where(or_(inspectors, Alert.audience == Audience.ADMINISTRATOR))
