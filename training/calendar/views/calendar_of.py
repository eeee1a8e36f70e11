"""The calendar that this installation counts by: what was imported, before what the library knows."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.notice.working_days import ArrangedDay, Calendar
from training.records.calendar import CalendarDay, CalendarYear

KEPT = "calendar"


def calendar_of(session: Session) -> Calendar:
    """By one statement a session, and never by what another session once saw: an import counts at once."""
    found: Calendar | None = session.info.get(KEPT)
    if found is None:
        found = session.info[KEPT] = read_calendar(session)
    return found


def read_calendar(session: Session) -> Calendar:
    """As it stands in the database now, whatever the session has seen before."""
    newer = aliased(CalendarYear)
    newest = select(func.max(newer.version)).where(newer.year == CalendarYear.year).scalar_subquery()
    columns = (CalendarYear.year, CalendarDay.day, CalendarDay.is_working, CalendarDay.name)
    standing = select(*columns).join(CalendarYear.days).where(CalendarYear.version == newest)
    rows = session.execute(standing.order_by(CalendarYear.year, CalendarDay.day)).all()
    # A later notice speaks last of a December that both name.
    days = {row.day: ArrangedDay(row.is_working, row.name) for row in rows}
    return Calendar(frozenset(row.year for row in rows), days)
