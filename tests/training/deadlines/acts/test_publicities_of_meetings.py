"""The publicity of a meeting follows the arrangement of its year, as that of C1 claims does (R21)."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.factories import at
from tests.training.payments.paid import a_judged_world
from training.calendar.views.calendar_of import KEPT
from training.database import Database
from training.deadlines.acts.keep_deadlines import keep_deadlines
from training.deadlines.terms import DeadlineKind
from training.records.calendar import CalendarDay, CalendarYear, DeadlineMoved
from training.records.payments.meetings import SubsidyPublicity

DECEMBER = at(date(2026, 12, 27), "09:00")
GUESSED, ARRANGED = date(2027, 1, 4), date(2027, 1, 5)
"""28 to 31 December, then the fifth day: Monday the 4th, or Tuesday where that Monday is free."""


def guessed_world(database: Database):
    office = a_judged_world(database)
    office.now = DECEMBER
    office.grant()
    assert office.publicise().ends_on == GUESSED
    return office


def arrange(database: Database) -> None:
    """The Monday after New Year is free."""
    with database.writing() as session:
        said = {"title": "2027", "source": "国办", "sha256": "a" * 64, "imported_by": "李敏"}
        days = [CalendarDay(day=date(2027, 1, each), is_working=False, name="元旦") for each in (1, 4)]
        session.add(CalendarYear(year=2027, version=1, imported_at=DECEMBER, days=days, **said))


def keep(database: Database, now=DECEMBER) -> None:
    with database.writing() as session:
        session.info.pop(KEPT, None)
        keep_deadlines(session, now=now)


def ends(database: Database) -> tuple[date, date | None]:
    with database.reading() as session:
        own = session.scalars(select(SubsidyPublicity)).one()
        return own.ends_on, own.latest_on


def moved(database: Database) -> list[tuple[DeadlineKind, date, date, bool]]:
    with database.reading() as session:
        rows = session.scalars(select(DeadlineMoved).order_by(DeadlineMoved.id))
        return [(each.kind, each.was, each.becomes, each.is_moved) for each in rows]


def test_an_open_one_moves_with_the_arrangement_and_is_then_certain(database: Database) -> None:
    guessed_world(database)
    arrange(database)

    keep(database)

    assert ends(database) == (ARRANGED, None)
    assert moved(database) == [(DeadlineKind.PUBLICITY, GUESSED, ARRANGED, True)]


def test_once_money_was_applied_for_it_stays_and_is_told_once(database: Database) -> None:
    office = guessed_world(database)
    _, latest = ends(database)
    assert latest is not None
    office.now = at(latest + timedelta(days=1), "09:00")
    office.apply()
    arrange(database)

    keep(database, office.now)
    keep(database, office.now)

    assert ends(database) == (GUESSED, latest)
    assert moved(database) == [(DeadlineKind.PUBLICITY, GUESSED, ARRANGED, False)]
