"""R44: who watched a live lesson."""

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at, hand
from training.database import Database
from training.files.watching import WatchRow
from training.services.find_class import find_class
from training.services.import_watching import import_watching
from training.services.imports import ImportRefused, ImportReport


def span(name: str = "王芳", phone: str = "13800000001", start: str = "08:30", number: str = "") -> WatchRow:
    return WatchRow(2, "", number, name, phone, at(MONDAY, start), at(MONDAY, "11:30"))


def bring(database: Database, *rows: WatchRow, file=None, accept_good_rows: bool = False) -> ImportReport:
    with database.writing() as session:
        own = find_class(session, "BT-1")
        return import_watching(session, rows, file or hand(), own, accept_good_rows=accept_good_rows)


@pytest.fixture
def running(database: Database) -> Database:
    with database.writing() as session:
        an_enrolment(session, a_class(session, "BT-1"), a_trainee(session))
    return database


def test_spans_of_the_roster_are_stored_and_strangers_wait_in_quarantine(running):
    report = bring(running, span(), span("网友", ""))

    assert (report.read, report.stored, report.quarantined) == (2, 1, 1)


def test_the_same_span_twice_is_one(running):
    bring(running, span())

    report = bring(running, span(), span(start="09:00"))

    assert (report.known, report.stored) == (1, 1)


def test_a_row_of_another_class_is_refused(running):
    with pytest.raises(ImportRefused):
        bring(running, span(number="BT-2"))

    assert bring(running, span(), span(number="BT-2"), accept_good_rows=True).refused == 1


def test_the_same_file_twice_changes_nothing(running):
    file = hand(sha256="d" * 64)
    bring(running, span(), file=file)

    assert bring(running, span(), file=file).imported_before is not None
