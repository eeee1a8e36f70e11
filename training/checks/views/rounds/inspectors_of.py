"""Who can be given an order of a round, and who has fewest (R06)."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from training.checks.rules.rounds import Load
from training.checks.views.rounds.find_round import RoundPlace
from training.checks.views.rounds.order_lines import order_lines
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.checks.rounds import CheckOrder, CheckRound
from training.records.staff.staff import Staff
from training.staff.views.who_may import who_may

LATELY = timedelta(days=30)


def inspectors_of(session: Session, place: RoundPlace) -> list[Staff]:
    """Those in service who check at this level and place, by name."""
    own = who_may(Permission.CHECK_CLASSES, district_id=place.district_id, institution_id=None)
    of_place = Staff.district_id.is_not_distinct_from(place.district_id)
    return list(
        session.scalars(select(Staff).where(own, of_place, Staff.left_at.is_(None)).order_by(Staff.name))
    )


def loads_of(session: Session, place: RoundPlace, *, now: datetime) -> list[tuple[Staff, Load]]:
    """The same with what each has."""
    today = shanghai_day(now)
    lines = order_lines(session, and_(place.is_of_it, CheckRound.day == today), now=now)
    is_open = Counter(each.inspector_id for each in lines if each.is_open)
    given = (
        select(CheckOrder.assigned_to_id, func.count())
        .join(CheckRound)
        .where(place.is_of_it, CheckRound.day >= today - LATELY)
        .group_by(CheckOrder.assigned_to_id)
    )
    lately = {staff_id: count for staff_id, count in session.execute(given)}
    return [
        (each, Load(is_open[each.public_id], lately.get(each.id, 0)))
        for each in inspectors_of(session, place)
    ]
