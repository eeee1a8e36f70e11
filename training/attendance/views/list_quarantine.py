"""Punches that belong to nobody yet (隔离区)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.views.late.crediting import is_clock_right
from training.attendance.views.places import places_of
from training.classes.rules.places import by_number
from training.notice.clock import SHANGHAI
from training.records.attendance.punches import Punch
from training.records.classes.classes import Institution


@dataclass(frozen=True)
class QuarantinedPunch:
    """A kept punch that credits nobody, and why."""

    institution: str
    number: str
    device: str
    punched_at: datetime
    reason: str


def list_quarantine(
    session: Session, institution: Institution | None = None, since: datetime | None = None
) -> Iterator[QuarantinedPunch]:
    """Those with a wrong device clock or a number of no roster; a roster that brings it takes them out.

    All there are, or those punched from a moment on.
    """
    chosen = select(Institution).order_by(Institution.name)
    if institution:
        chosen = chosen.where(Institution.id == institution.id)
    for each in session.scalars(chosen):
        yield from _of_institution(session, each, since)


def _of_institution(
    session: Session, institution: Institution, since: datetime | None
) -> Iterator[QuarantinedPunch]:
    places = by_number(places_of(session, institution.id))
    columns = (Punch.number, Punch.device, Punch.punched_at, is_clock_right())
    in_order = select(*columns).where(Punch.institution_id == institution.id)
    if since is not None:
        in_order = in_order.where(Punch.punched_at >= since)
    rows = session.execute(
        in_order.order_by(Punch.number, Punch.punched_at).execution_options(yield_per=10_000)
    )
    for number, device, punched_at, is_right in rows:
        day = punched_at.astimezone(SHANGHAI).date()
        if not is_right:
            reason = "考勤机时钟不对"
        elif any(place.takes(device, day) for place in places.get(number, ())):
            continue
        else:
            reason = "考勤号不在当天任何班级的名册" if number in places else "考勤号没有登记"
        yield QuarantinedPunch(institution.name, number, device, punched_at, reason)
