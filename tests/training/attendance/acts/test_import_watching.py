"""R44: who watched a live lesson."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at, hand
from tests.training.builders import at_once
from training.attendance.acts.import_watching import import_watching
from training.attendance.sheets.watching import WatchRow
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import Severity
from training.records.attendance.punches import WatchRecord
from training.sheets.findings import Finding
from training.sheets.hand_in import ImportRefused, ImportReport


def span(name: str = "王芳", phone: str = "13800000001", start: str = "08:30", number: str = "") -> WatchRow:
    return WatchRow(2, "", number, name, phone, at(MONDAY, start), at(MONDAY, "11:30"))


def bring(database: Database, *rows: WatchRow, file=None, accept_good_rows: bool = False) -> ImportReport:
    with database.writing() as session:
        own = find_class(session, "BT-1")
        return import_watching(session, rows, file or hand(), own, accept_good_rows=accept_good_rows)


def a_wrong_span() -> WatchRow:
    row = span()
    row.findings.append(Finding(2, "进入时间", "昨天", "看不懂", Severity.ERROR, "直播观看记录"))
    return row


def stored(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(WatchRecord)) or 0


@pytest.fixture
def running(database: Database) -> Database:
    with database.writing() as session:
        an_enrolment(session, a_class(session, "BT-1"), a_trainee(session))
    return database


def test_spans_of_the_roster_are_stored_and_strangers_wait_in_quarantine(running):
    report = bring(running, span(), span("网友", ""))

    assert (report.read, report.stored, report.quarantined) == (2, 1, 1)
    (told,) = report.findings
    assert (told.value, told.severity) == ("网友", Severity.WARNING)
    assert "名册补上后自动计入" in told.message


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


def test_one_wrong_row_refuses_the_whole_file(running):
    with pytest.raises(ImportRefused):
        bring(running, span(), a_wrong_span())
    assert stored(running) == 0

    report = bring(running, span(), a_wrong_span(), accept_good_rows=True)

    assert (report.read, report.stored, report.refused, stored(running)) == (2, 1, 1, 1)


def test_a_viewer_is_known_by_phone_and_else_by_name(running):
    known = [span("芳芳"), span("王芳", ""), span("王芳", "13999999999")]
    strangers = [span("芳芳", ""), span("芳芳", "13999999999")]

    assert bring(running, *known).stored == 3
    assert bring(running, *strangers).quarantined == 2


def test_a_name_that_two_trainees_share_tells_nobody(running):
    with running.writing() as session:
        an_enrolment(session, find_class(session, "BT-1"), a_trainee(session, phone="13800000002"), "2")

    assert bring(running, span("王芳", "")).quarantined == 1
    assert bring(running, span("王芳", "13800000002")).stored == 1


def test_the_phone_of_a_stranger_is_sealed_too(running):
    bring(running, span("网友", "13999999999"))

    with running.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT phone FROM watch_record").scalar_one()
        assert session.scalars(select(WatchRecord)).one().phone == "13999999999"
    assert b"13999999999" not in bytes(raw)


KINDS = {
    "good": lambda minute: span(start=f"08:{minute:02d}"),
    "again": lambda minute: span(start="07:00"),
    "stranger": lambda minute: span("网友", "", f"08:{minute:02d}"),
    "other class": lambda minute: span(start=f"08:{minute:02d}", number="BT-2"),
    "unreadable": lambda minute: a_wrong_span(),
}


@given(kinds=st.lists(st.sampled_from(sorted(KINDS)), max_size=12))
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for(running, kinds):
    with running.writing() as session:
        session.execute(WatchRecord.__table__.delete())
    bring(running, span(start="07:00"))

    report = bring(
        running, *(KINDS[kind](minute) for minute, kind in enumerate(kinds)), accept_good_rows=True
    )

    assert report.stored == kinds.count("good")
    assert report.known == kinds.count("again")
    assert report.quarantined == kinds.count("stranger")
    assert report.refused == kinds.count("other class") + kinds.count("unreadable")


def test_two_clerks_who_import_the_same_file_at_once_store_it_once(running):
    file = hand()

    results = at_once(*[lambda: bring(running, span(), span("网友", ""), file=file).read] * 2)

    assert (sorted(results), stored(running)) == ([0, 2], 2)
