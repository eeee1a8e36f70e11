"""The people of a list to compare with go some time after a newer one took its place (R19, R72)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import a_trainee, an_id_number, at, hand
from tests.training.eligibility.acts.test_compared import a_row
from tests.training.eligibility.pricing import people_of_offices
from training.database import Database
from training.eligibility.acts.import_compared import import_compared
from training.eligibility.acts.withdraw_compared import withdraw_compared
from training.privacy.acts.purge_compared import purge_compared
from training.privacy.terms import PurgeKind
from training.privacy.views.copy_personal_data import copy_personal_data
from training.privacy.views.due_now import due_now
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.staff.views.find_staff import find_staff

FIRST, SECOND = date(2026, 3, 2), date(2026, 6, 1)
LAST_DAY = SECOND + timedelta(days=180)


@pytest.fixture
def office(database: Database) -> Database:
    with database.writing() as session:
        people_of_offices(session)
        for place, day in enumerate((FIRST, SECOND), 1):
            bring(session, place, day)
    return database


def bring(session: Session, place: int, day: date, who: str = "李敏") -> None:
    file = replace(hand(when=at(day, "09:00")), staff_id=find_staff(session, who).id)
    import_compared(session, [a_row(place, as_of=day)], file)


def purged(session: Session, now: datetime) -> int:
    due = due_now(session, now=now).keys[PurgeKind.COMPARED]
    return purge_compared(session, due, now=now)


@pytest.mark.parametrize(("clock", "gone"), [("08:59", 0), ("09:00", 0), ("09:01", 1)])
def test_they_go_180_days_after_a_newer_list_came_and_the_newest_stays(
    office: Database, clock: str, gone: int
) -> None:
    with office.writing() as session:
        now = at(LAST_DAY, clock)

        assert purged(session, now) == gone
        assert len(session.scalars(select(ComparedPerson)).all()) == 2 - gone
        days = session.scalars(select(ComparedList.purged_at).order_by(ComparedList.id)).all()
        assert days == [now if gone else None, None]
        assert purged(session, now) == 0


def test_a_list_of_another_place_takes_nobodys_place(office: Database) -> None:
    with office.writing() as session:
        bring(session, 3, SECOND, "王强")

        assert purged(session, at(LAST_DAY + timedelta(days=1), "09:00")) == 1
        assert len(session.scalars(select(ComparedPerson)).all()) == 2


def test_what_was_withdrawn_takes_nobodys_place_and_goes_as_long_after(office: Database) -> None:
    with office.writing() as session:
        newest = session.scalars(select(ComparedList).order_by(ComparedList.id.desc())).first()
        assert newest is not None
        withdrawn = at(SECOND, "10:00")
        withdraw_compared(session, find_staff(session, "李敏"), newest.public_id, "导错了", now=withdrawn)

        assert purged(session, withdrawn + timedelta(days=180)) == 0
        assert purged(session, withdrawn + timedelta(days=180, minutes=1)) == 1
        assert session.scalars(select(ComparedList.purged_at).order_by(ComparedList.id)).all()[0] is None


def test_what_was_not_planned_stays(office: Database) -> None:
    with office.writing() as session:
        assert purge_compared(session, [], now=at(LAST_DAY + timedelta(days=1), "09:00")) == 0
        assert len(session.scalars(select(ComparedPerson)).all()) == 2


def test_a_person_reads_in_the_copy_on_which_lists_he_stands(office: Database) -> None:
    with office.writing() as session:
        own, other = a_trainee(session, place=2), a_trainee(session, "乌兰", place=3)
        assert an_id_number(2) == own.id_number

        (line,) = copy_personal_data(session, own.id, now=at(SECOND, "10:00"))["data"]["compared_lists"]  # type: ignore[index,call-overload]
        none = copy_personal_data(session, other.id, now=at(SECOND, "10:00"))["data"]["compared_lists"]  # type: ignore[index,call-overload]

    assert none == []
    assert {name: line[name] for name in ("kind", "office", "as_of", "from_day", "until_day")} == {
        "kind": "在职参保",
        "office": "市社保中心",
        "as_of": "2026-06-01",
        "from_day": "1900-01-01",
        "until_day": None,
    }
