from sqlalchemy import ColumnElement, Select, and_, or_, select

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff

SEEN_BY = {
    Audience.INSTITUTION: Permission.SEE_INSTITUTION_ALERTS,
    Audience.INSPECTORS: Permission.SEE_INSPECTOR_ALERTS,
    Audience.ADMINISTRATOR: Permission.SEE_ADMINISTRATOR_ALERTS,
}


def alerts_for(staff: Staff) -> Select[Alert]:
    """The alerts that this person may read, the newest first: the city's are all that inspectors get (R09).

    Auditors read what became of classes; that a channel is out of money is for those who run it.
    """
    alerts = select(Alert).order_by(Alert.raised_at.desc(), Alert.id.desc())
    return alerts.where(or_(*(_seen_by(staff, audience) for audience in SEEN_BY)))


def _seen_by(staff: Staff, audience: Audience) -> ColumnElement[bool]:
    places = {"district": Alert.district_id, "institution": Alert.institution_id}
    return and_(Alert.audience == audience, within(staff, SEEN_BY[audience], **places))
