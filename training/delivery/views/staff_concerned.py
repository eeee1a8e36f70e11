from sqlalchemy import Select, select

from training.notice.permissions import Permission
from training.outbox.views.alerts_for import SEEN_BY
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.staff.views.who_may import who_may


def staff_concerned(alert: Alert) -> Select[Staff]:
    """Those known in the chat who act on such an alert: `alerts_for` seen from the other side.

    Auditors may look, but nobody sends them after a machine that went silent.
    """
    here = {"district_id": alert.district_id, "institution_id": alert.institution_id}
    sees, acts = who_may(SEEN_BY[alert.audience], **here), who_may(Permission.ACT_ON_ALERTS, **here)
    return select(Staff).where(Staff.chat_id.is_not(None), sees, acts)
