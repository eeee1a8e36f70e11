from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission
from training.records.classes.districts import District
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff


class DistrictCost(NamedTuple):
    """What one district caused; an empty name where none did, as for login codes."""

    district: str
    messages: int
    segments: int


def costs_by_district(session: Session, staff: Staff, first: date, last: date) -> Sequence[DistrictCost]:
    """Of both days and those between, by the clock of Shanghai; one statement."""
    begins = datetime.combine(first, time(), SHANGHAI)
    ends = datetime.combine(last, time(), SHANGHAI) + timedelta(days=1)
    name = func.coalesce(District.name, "")
    rows = (
        select(name, func.count(), func.coalesce(func.sum(OutgoingMessage.segments), 0))
        .select_from(OutgoingMessage)
        .outerjoin(District, OutgoingMessage.district_id == District.id)
        .where(OutgoingMessage.sent_at >= begins, OutgoingMessage.sent_at < ends)
        .where(within(staff, Permission.SEE_MESSAGES, district=OutgoingMessage.district_id))
        .group_by(name)
        .order_by(name)
    )
    return [DistrictCost(*row) for row in session.execute(rows)]
