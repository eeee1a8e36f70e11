"""R25, R26: a filing brings its own roster; later it asks for whoever it adds."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, at
from tests.training.builders import a_filing, class_row, roster_row
from training.database import Database
from training.outbox.rules.groups_of_alerts import AlertGroup, group_of
from training.outbox.rules.pages_of_alerts import page_of
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment
from training.records.outbox.alerts import Alert
from training.rosters.acts.take_filing import take_filing
from training.sheets.hand_in import HandedFile, ImportReport


def file(database: Database, *places: int, days: int) -> ImportReport:
    """The class BT-1 with these people, so many days after its first day."""
    handed = HandedFile(
        "备案.xlsx", f"{days + 100:064x}", "教务处", at(MONDAY + timedelta(days=days), "10:00")
    )
    with database.writing() as session:
        return take_filing(session, a_filing(roster=tuple(map(roster_row, places))), handed)


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def alerts(database: Database) -> list[Alert]:
    with database.reading() as session:
        return list(session.scalars(select(Alert).order_by(Alert.id)))


def test_a_class_that_is_filed_late_has_the_people_of_its_filing(database):
    file(database, 1, 2, days=1)

    assert (count(database, Enrolment), count(database, RosterChange)) == (2, 0)


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (90, True)])
def test_that_a_class_comes_when_it_has_begun_is_told_whatever_day_its_school_wrote(database, days, is_told):
    """Else a whole class of nobody is filed when all punches are there, and is 合格 without a word."""
    filing = a_filing(class_row(filed_on=MONDAY - timedelta(days=10)), roster=(roster_row(1), roster_row(2)))
    handed = HandedFile("备案.xlsx", f"{1:064x}", "教务处", at(MONDAY + timedelta(days=days), "10:00"))

    with database.writing() as session:
        take_filing(session, filing, handed)

    with database.reading() as session:
        told = session.scalars(select(Alert).where(Alert.kind != "filings_wait")).all()
        assert [each.kind for each in told] == ["class_filed_late"] * is_told
        assert all("名册 2 人" in each.text and "备案日期是 2026-02-20" in each.text for each in told)


def test_a_filing_that_comes_again_with_more_people_asks_for_them(database):
    file(database, 1, 2, days=-3)

    report = file(database, 1, 2, 3, days=1)

    assert (count(database, Enrolment), count(database, RosterChange)) == (2, 1)
    assert [list(rows) for rows in report.asked_for.values()] == [[4]]
    assert [each.kind for each in alerts(database)] == ["filings_wait", "roster_changes"]


def test_that_filings_wait_is_told_to_the_city_once_a_day_and_to_no_district(database):
    for day, numbers in ((-9, ("BT-1",)), (-9, ("BT-2", "BT-3")), (-8, ("BT-4", "BT-5", "BT-6", "BT-7"))):
        handed = HandedFile(
            "备案.xlsx", f"{len(numbers):064x}", "教务处", at(MONDAY + timedelta(days=day), "10:00")
        )
        rows = [class_row(class_number=each) for each in numbers]
        with database.writing() as session:
            take_filing(session, a_filing(*rows, roster=()), handed)

    first, second = alerts(database)

    assert "（BT-1）等市本级复核" in first.text
    assert "（BT-4、BT-5、BT-6等）" in second.text
    assert (first.district_id, first.institution_id, first.class_id) == (None, None, None)
    assert page_of(first.kind, first.about) == "/desk/filings"
    assert group_of(first.kind) is AlertGroup.FILING


def test_before_the_first_day_it_enrols_them(database):
    file(database, 1, days=-3)

    file(database, 1, 2, days=-1)

    assert (count(database, Enrolment), count(database, RosterChange)) == (2, 0)
