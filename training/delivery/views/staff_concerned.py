from sqlalchemy import Select, and_, or_, select

from training.notice.terms import Role
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff


def staff_concerned(alert: Alert) -> Select[Staff]:
    """Those known in the chat who act on such an alert: `alerts_for` seen from the other side.

    Auditors may look, but nobody sends them after a machine that went silent.
    """
    known = select(Staff).where(Staff.chat_id.is_not(None))
    if alert.audience is Audience.INSTITUTION:
        return known.where(Staff.role == Role.INSTITUTION, Staff.institution_id == alert.institution_id)
    if alert.audience is Audience.ADMINISTRATOR:
        return known.where(Staff.role == Role.CITY)
    own_district = and_(Staff.role == Role.DISTRICT, Staff.district_id == alert.district_id)
    return known.where(or_(Staff.role == Role.CITY, own_district))
